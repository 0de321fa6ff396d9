import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { createTransport } from "nodemailer";
import type { MailFaultKind } from "./mail-faults.ts";
import { startMailSandbox, type MailSandbox } from "./mail.ts";
import type { Letter } from "./mailbox.ts";

const to = "amal@example.ps";
const offices: MailSandbox[] = [];
after(async () => {
  await Promise.all(offices.map((office) => office.close()));
});

async function start(credentials?: { user: string; password: string }) {
  const office = await startMailSandbox({ port: 0, smtpPort: 0, credentials });
  offices.push(office);
  const send = async (more: object = {}, url = office.smtpUrl) =>
    await createTransport(url).sendMail({
      from: "no-reply@gov.ps",
      to,
      subject: "رمز الدخول",
      text: "نص",
      ...more,
    });
  const fault = (kind: MailFaultKind, more: object = {}) =>
    fetch(`${office.url}/_sandbox/faults`, {
      method: "POST",
      body: JSON.stringify({ kind, ...more }),
    });
  const letters = async (address = to) =>
    (await (await fetch(`${office.url}/letters?to=${address}`)).json()) as Letter[];
  return { office, send, fault, letters };
}

const codeOf = async (sending: Promise<unknown>): Promise<unknown> =>
  await sending.then(
    () => "sent",
    (error: Error & { responseCode?: number; code?: string }) => error.responseCode ?? error.code,
  );

describe("a letter", () => {
  it("arrives as it was written, in every encoding that mail has", async () => {
    const { send, letters } = await start();
    const long = "سطر طويل من الكلام العربي مع code 123456 و=علامات ".repeat(20);
    for (const textEncoding of ["base64", "quoted-printable"] as const) {
      await send({ text: long, html: `<p>${long}</p>`, subject: long.slice(0, 150), textEncoding });
    }
    const arrived = await letters();
    assert.equal(arrived.length, 2);
    for (const letter of arrived) {
      assert.equal(letter.subject, long.slice(0, 150));
      assert.equal(letter.text.trim(), long.trim());
      assert.equal(letter.html.trim(), `<p>${long}</p>`);
    }
    assert.equal((await letters("nobody@example.ps")).length, 0);
  });

  it("is shown to those who try the system, and brings nothing that runs", async () => {
    const { office, send } = await start();
    await send({ subject: "<script>alert(1)</script>", html: "<script>alert(1)</script>" });
    const page = await (await fetch(office.url)).text();
    assert.ok(!page.includes("<script>"));
    const letter = await fetch(`${office.url}/letters/1`);
    assert.match(letter.headers.get("content-security-policy") ?? "", /sandbox/);
    assert.equal((await fetch(`${office.url}/letters/99`)).status, 404);
  });
});

describe("the mail server", () => {
  it("takes no letter without the password where it has one", async () => {
    const { office, send } = await start({ user: "sso", password: "p@ss/w:1" });
    assert.equal(await codeOf(send()), "sent");
    const wrong = office.smtpUrl.replace("w%3A1", "wrong");
    assert.equal(await codeOf(send({}, wrong)), 535);
    assert.equal(await codeOf(send({}, `smtp://127.0.0.1:${office.smtpPort}`)), 530);
  });

  it("refuses, greylists, cuts and turns away when told, and behaves again after", async () => {
    const { send, fault, letters } = await start();
    await fault("refuse", { match: { to } });
    assert.equal(
      await codeOf(send({ to: "other@example.ps" })),
      "sent",
      "only whom it is meant for",
    );
    assert.equal(await codeOf(send()), 550);
    await fault("greylist");
    assert.equal(await codeOf(send()), 451);
    await fault("refuseConnection");
    assert.equal(await codeOf(send()), 421);
    await fault("cut");
    assert.notEqual(await codeOf(send()), "sent");
    assert.equal((await letters()).length, 0);
    await fault("cutAfter");
    assert.notEqual(await codeOf(send()), "sent");
    assert.equal((await letters()).length, 1, "taken, though the sender cannot know");
    assert.equal(await codeOf(send()), "sent");
  });

  it("answers slowly when told", async () => {
    const { office, fault } = await start();
    await fault("slow", { delayMs: 60_000 });
    const hasty = createTransport({
      host: "127.0.0.1",
      port: office.smtpPort,
      socketTimeout: 100,
    });
    const sent = hasty.sendMail({ from: "a@gov.ps", to, subject: "x", text: "x" });
    assert.equal(await codeOf(sent), "ETIMEDOUT");
  });
});
