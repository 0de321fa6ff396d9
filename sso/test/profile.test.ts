import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, valueOf, type FormBrowser } from "./form-browser.ts";
import { amal, signInAsCitizen } from "./people-and-clients.ts";
import { claim, finish } from "./register.ts";
import {
  describe,
  startSsoWithRegistry,
  type RegistryUnderTest,
} from "./registry-behind-exchange.ts";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

let exchange: RegistryUnderTest;
let sso: SsoUnderTest;
let close: () => Promise<void>;
let browser: FormBrowser;
before(async () => {
  ({ exchange, sso, close } = await startSsoWithRegistry());
});
after(() => close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  await adminPut(sso, `accounts/${amal.nationalId}`, amal.body);
  const plain = { email: null, email_verified_at: null, language: "ar" } as const;
  await sso.db.updateTable("account").set(plain).execute();
  exchange.state.down = false;
  exchange.state.unknown.clear();
  sso.time.aheadMs = 0;
  browser = createFormBrowser(sso.issuer);
  await signInAsCitizen(sso, browser, await browser.open("/account"));
});

const accountOf = async (nationalId = amal.nationalId) =>
  await sso.db
    .selectFrom("account")
    .selectAll()
    .where("national_id", "=", nationalId)
    .executeTakeFirstOrThrow();

const newPhone = "+970569111222";

const changePhone = async () => {
  const asked = await browser.submit(await browser.open("/account/profile/phone"), {
    phone: "0569 111 222",
  });
  assert.match(textOf(asked), /أرسلنا رمزا إلى/);
  return await browser.submit(asked, { code: sso.sms.codeFor(newPhone) });
};

test("the profile says what came from the registry, when, and what is the person's own", async () => {
  const sara = describe("sara");
  const own = createFormBrowser(sso.issuer);
  await finish(sso, own, await claim(own, sara), sara.phone);
  await own.open("/account");
  const page = await own.open("/account/profile");
  assert.match(textOf(page), /سارة محمود يوسف الخطيب.*السجل المدني، .*2026|السجل المدني/);
  assert.match(textOf(page), /مؤكد من السجل المدني/);
  await sso.db
    .updateTable("account")
    .set({ name: JSON.stringify({ ar: "اسم قديم", en: "Old name" }) })
    .where("national_id", "=", sara.nationalId)
    .execute();
  const asked = await own.submit(page, {});
  assert.match(textOf(asked), /سألنا السجل المدني الآن/);
  assert.match(textOf(asked), /سارة محمود يوسف الخطيب/);
  exchange.state.down = true;
  const down = await own.submit(page, {});
  assert.match(textOf(down), /السجل المدني في وزارة الداخلية لا يجيب/);
  assert.match(textOf(down), /سارة محمود/, "what was known stays");
});

test("a limited account is completed by asking, once the registry knows its owner", async () => {
  const nour = describe("nour");
  exchange.state.unknown.add(nour.nationalId);
  const own = createFormBrowser(sso.issuer);
  const unconfirmed = await claim(own, nour);
  await finish(sso, own, await own.submit(unconfirmed, {}), nour.phone);
  await signInAsCitizen(sso, own, await own.open("/account"), {
    nationalId: nour.nationalId,
    password: "شباك قهوة غيمة",
    phone: nour.phone,
  });
  const page = await own.open("/account/profile");
  assert.match(textOf(page), /كما كتبته أنت، بلا تأكيد/);
  assert.match(textOf(await own.submit(page, {})), /لا يعرف رقمك بعد/);
  exchange.state.unknown.clear();
  assert.match(textOf(await own.submit(page, {})), /سألنا السجل المدني الآن/);
  assert.equal((await accountOf(nour.nationalId)).proofing, "registry");
});

test("a phone changes by a code on the new one, and the old one takes it back within a day", async () => {
  const changed = await changePhone();
  assert.match(textOf(changed), /تغيّر هاتفك/);
  assert.equal((await accountOf()).phone, newPhone);
  await sso.deliver();
  const notice = sso.sms.messages.findLast(({ to }) => to === amal.phone)?.text ?? "";
  const link = /https?:\S+\/undo\/phone-change\/\S+/.exec(notice)?.[0] ?? "";
  assert.ok(link, notice);
  const owner = createFormBrowser(sso.issuer);
  const undo = await owner.open(link);
  assert.equal((await accountOf()).phone, newPhone, "opening a link changes nothing");
  assert.match(textOf(await owner.submit(undo, {})), /عاد رقمك/);
  assert.equal((await accountOf()).phone, amal.phone);
  assert.match((await browser.open("/account")).url, /\/interaction\//, "and signs everybody out");
  assert.equal((await owner.submit(undo, {})).status, 410);
});

test("after a day the change stays, and a link that we did not make opens nothing", async () => {
  await changePhone();
  await sso.deliver();
  const notice = sso.sms.messages.findLast(({ to }) => to === amal.phone)?.text ?? "";
  const link = /https?:\S+\/undo\/phone-change\/\S+/.exec(notice)?.[0] ?? "";
  sso.time.aheadMs = 24 * 3_600_000 + 1_000;
  const owner = createFormBrowser(sso.issuer);
  assert.equal((await owner.open(link)).status, 410);
  sso.time.aheadMs = 0;
  const forged = link.replace(/.$/, (end) => (end === "A" ? "B" : "A")).replace(/.{3}$/, "xyz");
  assert.equal((await owner.open(forged)).status, 410);
  const swapped = link.replace("phone-change", "recovery");
  assert.equal((await owner.open(swapped)).status, 410);
});

test("a code for one number proves no other, and changes are few", async () => {
  const asked = await browser.submit(await browser.open("/account/profile/phone"), {
    phone: newPhone,
  });
  const code = sso.sms.codeFor(newPhone);
  const other = await browser.submit(asked, { phone: "+970599000999", code });
  assert.equal(other.status, 400);
  assert.equal((await accountOf()).phone, amal.phone);
  for (const phone of ["+970599000001", "+970599000002", "+970599000003"]) {
    const page = await browser.open("/account/profile/phone");
    const typed = await browser.submit(page, { phone });
    await browser.submit(typed, { code: sso.sms.codeFor(phone) });
  }
  assert.equal((await accountOf()).phone, "+970599000002", "the third is refused");
});

test("changes need a sign-in of the last minutes", async () => {
  await sso.db
    .updateTable("oidc_entity")
    .set((eb) => ({
      payload: eb.cast(
        eb.fn("jsonb_set", [
          eb.cast("payload", "jsonb"),
          eb.val("{loginTs}"),
          eb.cast(eb.val(String(Math.floor(Date.now() / 1000) - 700)), "jsonb"),
        ]),
        "json",
      ),
    }))
    .where("model", "=", "Session")
    .execute();
  assert.equal((await browser.open("/account/profile")).status, 200);
  assert.match((await browser.open("/account/profile/phone")).url, /\/interaction\//);
  assert.match((await browser.open("/account/profile/email")).url, /\/interaction\//);
});

test("an address is added by the code in its letter, told of, and removed", async () => {
  const page = await browser.open("/account/profile/email");
  const asked = await browser.submit(page, { email: "amal@example.com" });
  const code = sso.mail.newestTo("amal@example.com")?.code ?? "";
  assert.match(code, /^\d{6}$/);
  assert.equal((await accountOf()).email, null, "not before the code");
  const added = await browser.submit(asked, { code });
  assert.match(textOf(added), /تأكد بريدك/);
  await sso.deliver();
  assert.match(sso.mail.newestTo("amal@example.com")?.subject ?? "", /تغير بريد حسابك/);
  const again = await browser.open("/account/profile/email");
  assert.equal(valueOf(again, "email"), "amal@example.com");
  const removed = await browser.submit(again, {}, { index: 1 });
  assert.match(textOf(removed), /حُذف بريدك/);
  assert.equal((await accountOf()).email, null);
  sso.mail.down = true;
  const down = await browser.submit(page, { email: "amal@example.com" });
  assert.equal(down.status, 503);
  assert.equal(valueOf(down, "email"), "amal@example.com");
  sso.mail.down = false;
});

test("pages and messages follow the language that was chosen", async () => {
  const page = await browser.open("/account/profile/language");
  const saved = await browser.submit(page, { language: "en" });
  assert.match(textOf(saved), /Your language is saved/);
  assert.match(textOf(await browser.open("/account")), /My account/);
  const asked = await browser.submit(await browser.open("/account/profile/phone"), {
    phone: newPhone,
  });
  await browser.submit(asked, { code: sso.sms.codeFor(newPhone) });
  await sso.deliver();
  const notice = sso.sms.messages.findLast(({ to }) => to === amal.phone)?.text ?? "";
  assert.match(notice, /phone number of your government account was changed/);
  const elsewhere = createFormBrowser(sso.issuer);
  const first = await elsewhere.open("/account");
  const account = await signInAsCitizen(sso, elsewhere, first, { ...amal, phone: newPhone });
  assert.match(textOf(account), /My account/, "in another browser too");
});

test("what is wrong is named in both languages, and kept", async () => {
  const script = "<script>alert(1)</script>";
  const wrong = [
    ["phone", "", /اكتب رقم الهاتف/, /Enter the mobile number/],
    ["phone", "123", /غير صحيح/, /not right/],
    ["phone", script, /غير صحيح/, /not right/],
    ["phone", amal.phone, /هذا رقمك الآن/, /your number already/],
    ["email", "", /اكتب بريدك/, /Enter your e-mail/],
    ["email", "amal", /البريد غير صحيح/, /address is not right/],
    ["email", script, /البريد غير صحيح/, /address is not right/],
    ["email", `${"a".repeat(400)}@x.ps`, /البريد غير صحيح/, /address is not right/],
    ["language", "fr", /اختر اللغة/, /Choose the language/],
  ] as const;
  for (const lang of ["ar", "en"] as const) {
    for (const [name, typed, ar, en] of wrong) {
      const page = await browser.open(`/account/profile/${name}?lang=${lang}`);
      const answer = await browser.submit(page, { [name]: typed });
      assert.equal(answer.status, 400, `${name} ${typed}`);
      assert.match(textOf(answer), lang === "ar" ? ar : en);
      assert.ok(!answer.html.includes("<script>alert"));
      if (name !== "language") assert.equal(valueOf(answer, name), typed);
    }
  }
});
