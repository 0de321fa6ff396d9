import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createLog } from "@gov/kit/log.ts";
import { handleOne } from "@gov/kit/outbox.ts";
import { startMailSandbox, type MailSandbox } from "../../dev/sandbox/mail/mail.ts";
import { createMailSender, type MailSender } from "#src/message/mail-sender.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import { kindsOfWork } from "#src/work.ts";
import { amal, seed } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

const address = "amal@example.ps";
let sso: SsoUnderTest;
let office: MailSandbox;
let mail: MailSender;
before(async () => {
  sso = await startSso();
  await seed(sso);
  office = await startMailSandbox({ port: 0, smtpPort: 0 });
  const log = createLog("sso", "silent");
  const timing = { connectMs: 2_000, answerMs: 2_000 };
  mail = createMailSender({
    url: office.smtpUrl,
    from: "no-reply@gov.ps",
    requireTls: false,
    log,
    timing,
  });
});
after(async () => {
  mail.close();
  await office.close();
  await sso.close();
});

const amalId = async () =>
  (await sso.db.selectFrom("account").select("id").executeTakeFirstOrThrow()).id;

const setEmail = async (verified: boolean) =>
  await sso.db
    .updateTable("account")
    .set({ email: address, email_verified_at: verified ? new Date() : null })
    .execute();

const fault = (kind: string, times = 1) =>
  fetch(`${office.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ kind, times }) });

const letters = async () =>
  (await (await fetch(`${office.url}/letters?to=${address}`)).json()) as {
    subject: string;
    text: string;
    html: string;
    from: string;
  }[];

/** Hands over what is due now, by the real mail sender. */
const deliver = async (): Promise<number> => {
  const log = createLog("sso", "silent");
  const work = kindsOfWork({ ...sso, log, mail });
  let tried = 0;
  for (const kind of work) while (await handleOne({ db: sso.db, log, ...kind })) tried += 1;
  return tried;
};

const waiting = async () =>
  await sso.db.selectFrom("outbox").select(["attempts", "failed_at", "last_error"]).execute();

test("a person is told by SMS, and by e-mail once the address is proved to be theirs", async () => {
  await setEmail(false);
  await queueNotice(sso.db, { personId: await amalId(), kind: "password-changed" });
  assert.equal(await deliver(), 1);
  await setEmail(true);
  await queueNotice(sso.db, { personId: await amalId(), kind: "password-changed" });
  assert.equal(await deliver(), 2);
  const [letter, ...more] = await letters();
  assert.equal(more.length, 0);
  assert.equal(letter?.subject, "تغيرت كلمة سر حسابك");
  assert.match(letter?.from ?? "", /^"?الدخول الموحد"? <no-reply@gov.ps>$/);
  assert.match(letter?.html ?? "", /<html lang="ar" dir="rtl">/);
  const link = /\/protect\/[\w.-]+/.exec(letter?.text ?? "")?.[0];
  assert.ok(link && letter?.html.includes(link), "the same link in both parts");
  const text = sso.sms.messages.findLast((message) => message.to === amal.phone)?.text;
  assert.match(text ?? "", /تغيرت كلمة سر حسابك الحكومي.*\n.*\/protect\//);
  assert.deepEqual(await waiting(), []);
});

test("the number and the address of before are told of a change too, each once", async () => {
  await setEmail(true);
  const before_ = sso.sms.messages.length;
  const alsoTo = { phone: "+970560000001", email: address };
  await queueNotice(sso.db, { personId: await amalId(), kind: "phone-changed", alsoTo });
  assert.equal(await deliver(), 3);
  const told = sso.sms.messages.slice(before_).map((message) => message.to);
  assert.deepEqual(told.toSorted(), ["+970560000001", amal.phone].toSorted());
});

test("a server that is greylisting or away is tried again later; one that refuses is not", async () => {
  await setEmail(true);
  for (const [kind, times] of [
    ["greylist", 1],
    ["cut", 2],
  ] as const) {
    await fault(kind, times);
    const count = (await letters()).length;
    await queueNotice(sso.db, { personId: await amalId(), kind: "factor-added" });
    assert.equal(await deliver(), 2);
    const [row, ...others] = await waiting();
    assert.equal(others.length, 0, kind);
    assert.equal(row?.attempts, 1, kind);
    assert.ok(!row?.last_error?.includes("@"), "no address in what is logged");
    await sso.db
      .updateTable("outbox")
      .set({ due_at: new Date(0) })
      .execute();
    assert.equal(await deliver(), 1, kind);
    assert.equal((await letters()).length, count + 1, kind);
  }
  await fault("refuse");
  await queueNotice(sso.db, { personId: await amalId(), kind: "factor-added" });
  await deliver();
  assert.deepEqual(await waiting(), []);
});

test("a code goes in a letter of its own at once, and a failure is told to who asked", async () => {
  const letter = { to: address, lang: "ar", subject: "رمز", paragraphs: ["رمزك:"] } as const;
  assert.ok((await mail.send({ ...letter, code: "482913" })).ok);
  assert.match((await letters()).at(-1)?.html ?? "", /dir="ltr"[^>]*>\s*482913/);
  await fault("refuse");
  const refused = await mail.send({ ...letter, code: "482913" });
  assert.deepEqual(!refused.ok && refused.error, { kind: "refused", status: 550 });
});

test("an address cannot carry a second recipient or a header of its own", async () => {
  const count = (await letters()).length;
  const letter = { lang: "en", subject: "x\r\nBcc: other@example.ps", paragraphs: ["x"] } as const;
  await mail.send({ ...letter, to: `${address}, other@example.ps` });
  await mail.send({ ...letter, to: `${address}\r\nBcc: other@example.ps` });
  const others = await fetch(`${office.url}/letters?to=other@example.ps`);
  assert.deepEqual(await others.json(), []);
  assert.ok((await letters()).length >= count);
});
