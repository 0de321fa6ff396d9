import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitSms } from "@gov/kit/sms/split.ts";
import { noticeMail, noticeSms } from "./notice-message.ts";
import { noticeKinds } from "./notice.ts";

const link = `https://id.gov.ps/protect/${"A".repeat(27)}.${"B".repeat(22)}`;
const at = new Date("2026-11-22T08:14:00Z");

test("a sign-in with a new device says with what, to what, and how to stop it", () => {
  const facts = {
    device: { ar: "Firefox على Windows", en: "Firefox on Windows" },
    service: { ar: "بوابة الخدمات", en: "Services portal" },
  };
  assert.equal(
    noticeSms({ kind: "new-device", facts, lang: "ar", at }, link),
    "دخول إلى حسابك الحكومي من Firefox على Windows إلى بوابة الخدمات. " +
      `إن لم تكن أنت فأوقف الحساب فورا:\n${link}`,
  );
  const mail = noticeMail({ kind: "new-device", facts, lang: "en", at }, link);
  assert.equal(mail.subject, "New device signed in to your account");
  assert.match(mail.paragraphs.join(" "), /22 November 2026, 10:14/);
  assert.equal(mail.action?.href, link);
});

test("who is suspended already is told how to come back, and gets no link", () => {
  const notice = { kind: "account-suspended", facts: {}, lang: "en", at } as const;
  assert.match(noticeSms(notice, link), /visit a service office with your identity card/);
  assert.ok(!noticeSms(notice, link).includes("https:"));
  assert.equal(noticeMail(notice, link).action, undefined);
});

test("whatever things are called, a notice is at most six parts with its link whole", () => {
  const name = fc.string({ unit: "grapheme", maxLength: 300 }).map((ar) => ({ ar, en: ar }));
  const facts = fc.record({ device: name, service: name, factor: name, party: name });
  const kinds = fc.constantFrom(...noticeKinds);
  fc.assert(
    fc.property(kinds, facts, fc.constantFrom("ar", "en"), (kind, some, lang) => {
      const text = noticeSms({ kind, facts: some, lang, at }, link);
      assert.ok(splitSms(text, 1).length <= 6, text);
      const ends = noticeMail({ kind, facts: some, lang, at }, link).action !== undefined;
      assert.equal(text.endsWith(`\n${link}`), ends);
    }),
  );
});
