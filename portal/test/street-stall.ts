import { pressButton } from "@gov/dev/press-button.ts";
import type { Page } from "playwright-core";

type Words = readonly [ar: string, en: string];

/** How an official fills the editors in, with no script: names of controls and what is written. */
const desk = (page: Page) => {
  const base = /^.*\/office\/services\/[^/]+\/[^/?#]+/.exec(page.url())?.[0] ?? "";
  const control = (name: string) => page.locator(`[name="${name}"]`);
  const open = (path: string) => page.goto(`${base}/${path}`);
  const write = (name: string, text: string) => control(name).fill(text);
  const say = async (name: string, [ar, en]: Words): Promise<void> => {
    await write(`${name}.ar`, ar);
    await write(`${name}.en`, en);
  };
  const choose = async (name: string, value: string): Promise<void> => {
    const isList = (await page.locator(`select[name="${name}"]`).count()) > 0;
    if (isList) await control(name).selectOption(value);
    else await page.check(`[name="${name}"][value="${value}"]`);
  };
  const press = (act: string): Promise<void> =>
    pressButton(page.locator(`button[name="act"][value="${act}"]:not(.vh)`));
  const save = () => press("save");
  const date = async (name: string, day: string, month: string, year: string): Promise<void> => {
    await write(`${name}-day`, day);
    await write(`${name}-month`, month);
    await write(`${name}-year`, year);
  };
  /** Fills what is asked before something is added, adds it, and comes to its own page. */
  const add = async (list: string, asked: Readonly<Record<string, Words | string>>) => {
    const box = page.locator("details.add", { has: page.locator(`[value="add:${list}"]`) });
    if ((await box.getAttribute("open")) === null) await box.locator("summary").click();
    for (const [name, value] of Object.entries(asked)) {
      if (typeof value === "string") await choose(`new.${list}.${name}`, value);
      else await say(`new.${list}.${name}`, value);
    }
    await press(`add:${list}`);
  };
  return { open, write, say, choose, press, save, date, add, page };
};

type Desk = ReturnType<typeof desk>;

const describeService = async (at: Desk): Promise<void> => {
  await at.open("about");
  await at.say("summary", [
    "رخصة لبسطة في الشارع، تُطلب وتُدفع رسومها وتُصدر دون مراجعة البلدية.",
    "A permit for a stall in the street, applied for, paid and issued without a visit.",
  ]);
  await at.say("about.whoCanApply", ["من أتم 18 سنة.", "Anyone aged 18 or over."]);
  await at.say("about.youGet", ["رخصة بسطة صالحة سنة.", "A stall permit valid for a year."]);
  await at.write("keywords", "بسطة\nبسطات\nبياع\nعربة\nstall");
  await at.press("add:about.youNeed");
  await at.say("about.youNeed.0", ["أسماء من يساعدونك.", "The names of those who help you."]);
  await at.save();
};

/** Adds a question to the page that is open, and comes back to that page. */
const ask = async (
  at: Desk,
  list: string,
  label: Words,
  kind: string,
  settings: () => Promise<void>,
): Promise<void> => {
  const around = at.page.url().replace(/[?#].*$/, "");
  await at.add(list, { label, kind });
  await settings();
  await at.save();
  await at.page.goto(around);
};

const askQuestions = async (at: Desk): Promise<void> => {
  await at.open("pages");
  await at.add("pages", { title: ["ماذا تبيع وأين؟", "What do you sell and where?"] });
  await ask(at, "fields", ["نوع البضاعة", "Goods"], "choice", async () => {
    await at.press("add:options");
    for (const [index, [value, label]] of (
      [
        ["food", ["طعام وشراب", "Food and drink"]],
        ["clothes", ["ملابس وأحذية", "Clothes and shoes"]],
        ["crafts", ["أشغال يدوية", "Handicrafts"]],
      ] as [string, Words][]
    ).entries()) {
      await at.write(`options.${index}.value`, value);
      await at.say(`options.${index}.label`, label);
    }
  });
  await ask(at, "fields", ["مساحة البسطة", "Area"], "number", async () => {
    await at.say("unit", ["متر مربع", "square metres"]);
    await at.write("min", "1");
    await at.write("max", "20");
  });
  await ask(at, "fields", ["موقع البسطة", "Place"], "address", async () => {});
  await at.open("pages");
  await at.add("pages", { title: ["من يساعدك في البسطة؟", "Who helps you at the stall?"] });
  await ask(at, "fields", ["المساعدون", "Helpers"], "group", async () => {
    await at.say("itemLabel", ["مساعد", "Helper"]);
    await at.write("most", "4");
    await ask(at, "fields", ["اسم المساعد", "Helper name"], "text", async () => {
      await at.write("maxLength", "80");
    });
    await ask(at, "fields", ["تاريخ ميلاد المساعد", "Helper birth"], "date", async () => {
      await at.press("add:validate");
      await at.write("validate.0.rule", "السنوات_بين(تاريخ_ميلاد_المساعد، اليوم) >= 16");
      await at.say("validate.0.message", [
        "لا يعمل في البسطة من لم يتم 16 سنة.",
        "Nobody under 16 works at a stall.",
      ]);
    });
    await at.say("itemLabel", ["مساعد", "Helper"]);
    await at.write("most", "4");
  });
  await at.open("pages");
  await at.add("pages", { title: ["إقرار", "Declaration"] });
  await ask(
    at,
    "fields",
    ["أقر بأن ما كتبته صحيح.", "I declare that what I wrote is correct."],
    "declaration",
    async () => {},
  );
};

const sayWhoMay = async (at: Desk): Promise<void> => {
  await at.open("eligibility");
  await at.press("add:eligibility");
  await at.write("eligibility.0.rule", "السنوات_بين(مقدم_الطلب.تاريخ_الميلاد، اليوم) >= 18");
  await at.say("eligibility.0.reason", ["لم تتم 18 سنة.", "You are not 18 yet."]);
  await at.say("eligibility.0.remedy", [
    "يقدم الطلب أحد والديك باسمه.",
    "One of your parents may apply in their own name.",
  ]);
  await at.save();
};

const setFees = async (at: Desk): Promise<void> => {
  await at.open("fees");
  await at.date("new.fees.from", "1", "1", "2026");
  await at.press("add:fees");
  await at.choose("source.kind", "illustrative");
  await at.say("source.text", ["قيم توضيحية إلى أن تُعتمد.", "Illustrative until confirmed."]);
  await at.save();
  const schedule = at.page.url().replace(/[?#].*$/, "");
  await at.add("lines", { label: ["رسم رخصة البسطة", "Permit fee"], kind: "table" });
  await at.press("add:rows");
  await at.write("rows.0.when", "نوع_البضاعة = «food»");
  await at.write("rows.0.amount", "312.00");
  await at.say("rows.0.label", ["رخصة بسطة طعام", "Food stall permit"]);
  await at.write("rows.1.amount", "150");
  await at.save();
  await at.page.goto(schedule);
  await at.add("lines", { label: ["رسم المساعدين", "Helpers fee"], kind: "formula" });
  await at.write("amount", "عدد(المساعدون) * 10.00 شيكل");
  await at.save();
  await at.page.goto(schedule);
  await at.add("exemptions", { label: ["البسطات الصغيرة", "Small stalls"] });
  await at.write("when", "مساحة_البسطة <= 3");
  await at.write("basisPoints", "50");
  await at.page.check('[name="lines"][value="permitFee"]');
  await at.say("source.text", ["قيمة توضيحية.", "Illustrative."]);
  await at.save();
};

const drawDocument = async (at: Desk): Promise<void> => {
  await at.open("documents");
  await at.add("documents", { title: ["رخصة بسطة", "Street stall permit"] });
  await at.say("body", [
    "تشهد البلدية بأن {مقدم_الطلب.الاسم} مرخص له ببسطة في {موقع_البسطة}.",
    "The municipality certifies that {applicant.name} may keep a stall at {place}.",
  ]);
  await at.write("validUntil", "أضف_سنوات(الطلب.تاريخ_الإصدار، 1)");
  await at.press("add:fields");
  await at.say("fields.1.label", ["البضاعة", "Goods"]);
  await at.write("fields.1.value", "نوع_البضاعة");
  await at.press("add:fields");
  await at.say("fields.2.label", ["المساحة (متر مربع)", "Area (square metres)"]);
  await at.write("fields.2.value", "مساحة_البسطة");
  await at.save();
};

const states: readonly (readonly [Words, string, Words])[] = [
  [
    ["بانتظار الدفع", "Payment"],
    "payment",
    ["ادفع الرسوم لنبدأ.", "Pay the fee so that we begin."],
  ],
  [
    ["لدى وزارة الصحة", "Health"],
    "work",
    ["تنظر الصحة في سلامة الطعام.", "Health looks at food safety."],
  ],
  [
    ["قيد الدراسة", "Review"],
    "work",
    ["يقرر موظف خلال يومي عمل.", "An officer decides in two days."],
  ],
  [["صدرت الرخصة", "Issued"], "final", ["رخصتك في محفظتك.", "The permit is in your wallet."]],
  [
    ["رُفض الطلب", "Refused"],
    "final",
    ["تستطيع الاعتراض خلال 30 يوما.", "You may appeal in 30 days."],
  ],
  [["سُحب الطلب", "Withdrawn"], "final", ["تستطيع التقديم من جديد.", "You may apply again."]],
];
const outcomes: Readonly<Record<string, string>> = {
  Issued: "approved",
  Refused: "rejected",
  Withdrawn: "withdrawn",
};
const ways: readonly (readonly [string, string, string])[] = [
  ["draft", "submit", "payment"],
  ["draft", "withdraw", "withdrawn"],
  ["payment", "pay", "health"],
  ["payment", "withdraw", "withdrawn"],
  ["health", "checked", "review"],
  ["review", "approve", "issued"],
  ["review", "reject", "refused"],
];

const drawWorkflow = async (at: Desk): Promise<void> => {
  for (const [text, kind, next] of states) {
    await at.open("workflow");
    await at.add("states", { text, kind });
    await at.say("next", next);
    if (kind === "final") await at.choose("outcome", outcomes[text[1]] ?? "");
    if (text[1] === "Issued") await at.page.check('[name="issues"]');
    await at.save();
  }
  for (const [from, event, to] of ways) {
    await at.open(`workflow/states/${from}`);
    await at.add("transitions", { event, to });
    if (event === "reject") {
      await at.press("add:reasons");
      await at.say("reasons.0.text", ["الموقع يعيق المارة.", "The place blocks the way."]);
    }
    await at.save();
  }
  await at.open("workflow/states/health");
  await at.add("checks", { title: ["سلامة الطعام", "Food safety"], institution: "health" });
  await at.write("when", "نوع_البضاعة = «food»");
  await at.write("slaWorkingHours", "24");
  for (const shown of ["goods", "area", "place"]) {
    await at.page.check(`[name="shows"][value="${shown}"]`);
  }
  await at.press("add:reasons");
  await at.say("reasons.0.text", [
    "لا ماء نظيف في الموقع.",
    "There is no clean water at the place.",
  ]);
  await at.save();
};

const tellPeople = async (at: Desk): Promise<void> => {
  await at.open("notifications");
  await at.press("add:notifications");
  await at.choose("notifications.0.state", "issued");
  await at.say("notifications.0.text", [
    "صدرت رخصة بسطتك. رقم الطلب {الطلب.الرقم}.",
    "Your stall permit is issued. Reference {case.reference}.",
  ]);
  await at.save();
};

/**
 * Makes a permit for a street stall from an empty draft, as an official would: pages with a group
 * that repeats, a table of fees, an exemption, a check by the health ministry, a certificate.
 * Begins on any page of the draft (`/office/services/{institution}/{service}…`), as its designer;
 * ends on the draft's messages, with nothing left to do. Needs no script.
 */
export const makeStreetStall = async (page: Page): Promise<void> => {
  const at = desk(page);
  await describeService(at);
  await askQuestions(at);
  await sayWhoMay(at);
  await setFees(at);
  await drawDocument(at);
  await drawWorkflow(at);
  await tellPeople(at);
};
