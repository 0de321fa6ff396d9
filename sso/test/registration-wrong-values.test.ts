import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, valueOf, type Page } from "./form-browser.ts";
import { describe, startSsoWithRegistry } from "./registry-behind-exchange.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let close: () => Promise<void>;
before(async () => {
  ({ sso, close } = await startSsoWithRegistry());
});
after(() => close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const script = `<script>alert("1")</script>`;
const long = "9".repeat(5_000);

type Row = [typed: Record<string, string>, ar: RegExp, en: RegExp];

const date = (day: string, month: string, year: string) => ({
  "dateOfBirth-day": day,
  "dateOfBirth-month": month,
  "dateOfBirth-year": year,
});

const ids: Row[] = [
  [{ nationalId: "" }, /اكتب رقم الهوية/, /Enter the identity number/],
  [{ nationalId: "400000007" }, /راجع الأرقام/, /Check the digits/],
  [{ nationalId: script }, /تسعة أرقام، مثل/, /nine digits, like/],
  [{ nationalId: long }, /تسعة أرقام، مثل/, /nine digits, like/],
];

const names: Row[] = [
  [{ firstName: "", familyName: "" }, /اكتب اسمك الأول/, /Enter your first name/],
  [{ firstName: "سارة", familyName: " " }, /اكتب اسم عائلتك/, /Enter your family name/],
  [{ firstName: "Sara1", familyName: "x" }, /بالحروف وحدها/, /in letters only/],
  [{ firstName: script, familyName: "x" }, /بالحروف وحدها/, /in letters only/],
  [{ firstName: "x".repeat(61), familyName: "x" }, /بالحروف وحدها/, /in letters only/],
];

const dates: Row[] = [
  [date("", "", ""), /اكتب التاريخ/, /Enter the date/],
  [date("1", "", "1990"), /التاريخ ناقص/, /date is incomplete/],
  [date("31", "2", "1990"), /غير موجود في التقويم/, /no such day/],
  [date("a", "b", "c"), /بالأرقام/, /in digits/],
  [date("1", "1", "1899"), /راجع السنة/, /Check the year/],
  [date("1", "1", "2099"), /راجع السنة/, /Check the year/],
  [date(script, "1", "1990"), /بالأرقام/, /in digits/],
];

const kind = "idCard";
const documents: Row[] = [
  [{ documentKind: "", documentNumber: "1234" }, /اختر الوثيقة/, /Choose the document/],
  [{ documentKind: "licence", documentNumber: "1234" }, /اختر الوثيقة/, /Choose the document/],
  [{ documentKind: kind, documentNumber: "" }, /اكتب رقم الوثيقة/, /Enter the document number/],
  [{ documentKind: kind, documentNumber: "12" }, /من 4 إلى 20/, /4 to 20 Latin/],
  [{ documentKind: kind, documentNumber: script }, /من 4 إلى 20/, /4 to 20 Latin/],
  [{ documentKind: kind, documentNumber: long }, /من 4 إلى 20/, /4 to 20 Latin/],
];

const phones: Row[] = [
  [{ phone: "" }, /اكتب رقم الهاتف/, /Enter the mobile number/],
  [{ phone: "022987654" }, /نحتاج رقم هاتف محمول/, /We need a mobile number/],
  [{ phone: script }, /رقم الهاتف غير صحيح/, /phone number is not right/],
  [{ phone: long }, /رقم الهاتف غير صحيح/, /phone number is not right/],
];

const codes: Row[] = [
  [{ code: "" }, /اكتب الرمز/, /Enter the code/],
  [{ code: "12" }, /الرمز ستة أرقام/, /The code has six digits/],
  [{ code: script }, /الرمز ستة أرقام/, /The code has six digits/],
];

const good = "شباك قهوة غيمة";
const passwords: Row[] = [
  [{ password: "", passwordAgain: "" }, /اكتب كلمة سر/, /Enter a password/],
  [{ password: "abc", passwordAgain: "abc" }, /كلمة السر قصيرة/, /password is short/],
  [{ password: "football2024", passwordAgain: "" }, /شائعة/, /common one/],
  [{ password: "khatib91", passwordAgain: "" }, /اسمك/, /has your name/],
  [{ password: "pw 17041991", passwordAgain: "" }, /تاريخ ميلادك/, /your date of birth/],
  [{ password: "x".repeat(257), passwordAgain: "" }, /256 حرفا/, /at most 256/],
  [{ password: good, passwordAgain: "" }, /مرة ثانية/, /password again/],
  [{ password: good, passwordAgain: "x" }, /مختلفتان/, /passwords differ/],
];

const terms: Row[] = [
  [{ agree: "" }, /ضع العلامة/, /Tick the box/],
  [{ agree: "no" }, /ضع العلامة/, /Tick the box/],
];

for (const lang of ["ar", "en"] as const) {
  test(`every question of a registration names what is wrong, and keeps it (${lang})`, async () => {
    const browser = createFormBrowser(sso.issuer);
    const who = describe("sara");
    /** Tries each wrong answer at the question that is open, then the right one. */
    const ask = async (page: Page, rows: Row[], right: Record<string, string>): Promise<Page> => {
      for (const [typed, ar, en] of rows) {
        const answer = await browser.submit(page, typed);
        assert.equal(answer.status, 400, JSON.stringify(typed).slice(0, 200));
        assert.match(textOf(answer), lang === "ar" ? ar : en, JSON.stringify(typed).slice(0, 200));
        assert.ok(!answer.html.includes("<script>alert"));
        for (const [name, value] of Object.entries(typed)) {
          if (/^(password|agree|documentKind|dateOfBirth)/.test(name)) continue;
          assert.equal(valueOf(answer, name), value.slice(0, 1_000), name);
        }
        assert.equal(valueOf(answer, "password") ?? "", "", "a password is never sent back");
      }
      return await browser.submit(page, right);
    };
    const start = await browser.open(`/register?lang=${lang}`);
    let page = await ask(await browser.submit(start, {}), ids, { nationalId: who.nationalId });
    const { firstName, familyName, documentKind, documentNumber, phone } = who;
    page = await ask(page, names, { firstName, familyName });
    page = await ask(page, dates, who.dateOfBirth);
    page = await ask(page, documents, { documentKind, documentNumber });
    page = await ask(page, phones, { phone });
    page = await ask(page, codes, { code: sso.sms.codeFor(phone) });
    page = await ask(page, passwords, { password: good, passwordAgain: good });
    const last = await ask(page, terms, { agree: "" });
    assert.equal(last.status, 400);
  });

  test(`recovering names what is wrong as well (${lang})`, async () => {
    const browser = createFormBrowser(sso.issuer);
    const tries: [path: string, Row[]][] = [
      ["/recover", ids],
      [
        "/recover/setup",
        [
          [{ nationalId: "", setupCode: "ABCD" }, /اكتب رقم الهوية/, /Enter the identity number/],
          [{ nationalId: "400000006", setupCode: "" }, /اكتب الرمز المطبوع/, /printed code/],
          [{ nationalId: "400000006", setupCode: script }, /اثنا عشر حرفا/, /twelve Latin/],
        ],
      ],
    ];
    for (const [path, rows] of tries) {
      const page = await browser.open(`${path}?lang=${lang}`);
      for (const [typed, ar, en] of rows) {
        const answer = await browser.submit(page, typed);
        assert.equal(answer.status, 400);
        assert.match(textOf(answer), lang === "ar" ? ar : en);
        assert.ok(!answer.html.includes("<script>alert"));
      }
    }
    const first = await browser.open(`/recover?lang=${lang}`);
    const document = await browser.submit(first, { nationalId: describe("omar").nationalId });
    for (const [typed, ar, en] of documents) {
      const answer = await browser.submit(document, typed);
      assert.equal(answer.status, 400);
      assert.match(textOf(answer), lang === "ar" ? ar : en);
    }
  });
}

test("addresses and bodies nobody meant are answered below 500", async () => {
  const paths = ["/register", "/register/name", "/register/x", "/register/unconfirmed"];
  const more = ["/register/done", "/register/received", "/recover", "/recover/code", "/recover/x"];
  const undo = [
    "/undo/recovery/x",
    "/undo/phone-change/%00",
    `/undo/recovery/${"a".repeat(2_000)}`,
  ];
  const office = ["/office/proofing/case/x", "/office/recovery/case/%ff", "/account/profile/x"];
  for (const path of [
    ...paths,
    ...more,
    ...undo,
    ...office,
    "/register?for=%00",
    "/recover?for=<",
  ]) {
    const got = await createFormBrowser(sso.issuer).open(path);
    assert.ok(got.status < 500, path);
    for (const body of ["{", "_csrf=%00", "a=".repeat(50_000)]) {
      const posted = await fetch(`${sso.issuer}${path}`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      });
      assert.ok(posted.status < 500, `${path}: ${posted.status}`);
    }
  }
});
