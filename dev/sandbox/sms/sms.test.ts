import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { createLog } from "@gov/kit/log.ts";
import { createSmsSender } from "@gov/kit/sms/smpp-client.ts";
import type { SmsSender, SmsSenderOptions } from "@gov/kit/sms/smpp-client.ts";
import smpp from "smpp";
import type { Pdu } from "smpp";
import type { SmsFaultKind } from "./sms-faults.ts";
import { startSmsSandbox } from "./sms.ts";
import type { SmsSandbox } from "./sms.ts";

const phone = "+970599123456";
const centres: SmsSandbox[] = [];
const senders: SmsSender[] = [];
after(async () => {
  await Promise.all(senders.map((sender) => sender.close()));
  await Promise.all(centres.map((centre) => centre.close()));
});

async function start(timing: SmsSenderOptions["timing"] = {}, window = 50, ports = [0, 0]) {
  const [port = 0, smppPort = 0] = ports;
  const credentials = { systemId: "sso", password: "p@ss/w:1" };
  const centre = await startSmsSandbox({ port, smppPort, window, ...credentials });
  centres.push(centre);
  const sender = createSmsSender({
    url: centre.smppUrl,
    from: "HUKUMATI",
    log: createLog("test", "silent"),
    timing: { reconnectMs: [5, 20], throttleMs: 2, ...timing },
  });
  senders.push(sender);
  return { centre, sender, ...controls(centre.url) };
}

const controls = (url: string) => ({
  fault: (kind: SmsFaultKind, more: object = {}) =>
    fetch(`${url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ kind, ...more }) }),
  inbox: async (to = phone) =>
    (await (await fetch(`${url}/messages?to=${to}`)).json()) as { text: string; to: string }[],
});

describe("sending a text", () => {
  it("arrives whole: Arabic and Latin, short and long", async () => {
    const { sender, inbox } = await start();
    const texts = [
      "رمز الدخول 482913. لا تعطه لأحد.",
      "Your code is 482913 {€}",
      "تم استلام طلبك رقم MOT-2026-000123. ".repeat(9),
      "Long text with [brackets] ".repeat(12),
      `${"ا".repeat(66)}😀${"ب".repeat(66)}`,
    ];
    for (const text of texts) {
      const sent = await sender.send({ to: phone, text });
      assert.ok(sent.ok);
      assert.ok(sent.value.messageIds.every((id) => id !== ""));
    }
    const arrived = await inbox();
    assert.deepEqual(
      arrived.map((message) => message.text),
      texts,
    );
    assert.equal((await inbox("+970560000000")).length, 0);
  });

  it("refuses what cannot be sent before it is sent", async () => {
    const { sender } = await start();
    const kindOf = async (to: string, text: string) => {
      const sent = await sender.send({ to, text });
      return sent.ok ? "sent" : sent.error.kind;
    };
    assert.equal(await kindOf("0599123456", "x"), "invalidNumber");
    assert.equal(await kindOf(phone, ""), "empty");
    assert.equal(await kindOf(phone, "ا".repeat(671)), "tooLong");
    assert.equal(await kindOf(phone, "ا".repeat(670)), "sent");
  });

  it("keeps many messages apart, within the centre's window", async () => {
    const { sender, centre } = await start({}, 3);
    const texts = Array.from({ length: 60 }, (_, at) => `${at} ${"ت".repeat(80)}`);
    const sent = await Promise.all(texts.map((text) => sender.send({ to: phone, text })));
    assert.ok(sent.every((one) => one.ok));
    const arrived = await controls(centre.url).inbox();
    assert.deepEqual(arrived.map((one) => one.text).toSorted(), texts.toSorted());
  });
});

describe("when the centre misbehaves", () => {
  it("says that it refused, and what SMPP status it gave", async () => {
    const { sender, fault } = await start();
    await fault("refuse");
    const sent = await sender.send({ to: phone, text: "x" });
    assert.deepEqual(sent, { ok: false, error: { kind: "refused", smppStatus: 0x45 } });
  });

  it("is patient when throttled, and gives up in the end", async () => {
    const { sender, fault, inbox } = await start();
    await fault("throttle", { times: 3 });
    assert.ok((await sender.send({ to: phone, text: "patience" })).ok);
    assert.equal((await inbox()).length, 1);
    await fault("throttle", { times: 100 });
    const sent = await sender.send({ to: phone, text: "x" });
    assert.equal(sent.ok ? "sent" : sent.error.kind, "throttled");
  });

  it("does not claim to know what became of a message without an answer", async () => {
    const { sender, fault, inbox } = await start({ answerTimeoutMs: 400 });
    for (const kind of ["noAnswer", "disconnect"] as const) {
      await fault(kind);
      const sent = await sender.send({ to: phone, text: kind });
      assert.equal(sent.ok ? "sent" : sent.error.kind, "unanswered");
      assert.equal((await inbox()).at(-1)?.text, kind);
    }
    assert.ok((await sender.send({ to: phone, text: "bound again" })).ok);
  });

  it("waits for a centre that comes back, and gives up on one that does not", async () => {
    const { centre, sender: first } = await start();
    const { port, smppPort } = centre;
    await first.close();
    await centre.close();
    const options = { url: centre.smppUrl, from: "HUKUMATI", log: createLog("test", "silent") };
    const timing = { reconnectMs: [5, 20] as const };
    const hasty = createSmsSender({ ...options, timing: { ...timing, giveUpMs: 30 } });
    const patient = createSmsSender({ ...options, timing });
    senders.push(hasty, patient);
    const waiting = patient.send({ to: phone, text: "meanwhile" });
    const lost = await hasty.send({ to: phone, text: "x" });
    assert.equal(lost.ok ? "sent" : lost.error.kind, "unreachable");
    const again = await start({}, 50, [port, smppPort]);
    assert.ok((await waiting).ok);
    assert.deepEqual(
      (await controls(again.centre.url).inbox()).map((message) => message.text),
      ["meanwhile"],
    );
  });

  it("binds again after a refused bind and after a deaf line", async () => {
    const { sender, fault } = await start({ enquireEveryMs: 150 });
    await fault("refuseBind", { times: 2 });
    await fault("deaf", { times: 1 });
    const deadline = Date.now() + 5_000;
    for (let refused = false; !refused;) {
      assert.ok(Date.now() < deadline, "the deaf line was not noticed");
      const listed = await fetch(`${centres.at(-1)?.url}/_sandbox/faults`);
      refused = ((await listed.json()) as { faults: unknown[] }).faults.length === 0;
    }
    assert.ok((await sender.send({ to: phone, text: "after all" })).ok);
  });

  it("loses a text that it said it had", async () => {
    const { sender, fault, inbox } = await start();
    await fault("drop", { match: { to: phone } });
    assert.ok((await sender.send({ to: phone, text: "x" })).ok);
    assert.equal((await inbox()).length, 0);
  });

  it("ends cleanly", async () => {
    const { sender } = await start();
    await sender.close();
    const sent = await sender.send({ to: phone, text: "x" });
    assert.deepEqual(sent, { ok: false, error: { kind: "closed" } });
  });
});

describe("the centre", () => {
  it("refuses a wrong password, and reports delivery, twice when told to", async () => {
    const { centre, fault } = await start();
    const receipts: Pdu[] = [];
    const connect = () => smpp.connect({ host: "127.0.0.1", port: centre.smppPort });
    const refused = connect();
    refused.on("error", () => undefined);
    const status = await new Promise((answered) => {
      refused.bind_transceiver({ system_id: "sso", password: "wrong" }, (pdu) =>
        answered(pdu.command_status),
      );
    });
    assert.equal(status, 0x0e);
    const session = connect();
    session.on("deliver_sm", (pdu: Pdu) => {
      session.send(pdu.response());
      receipts.push(pdu);
    });
    const login = { system_id: "sso", password: "p@ss/w:1" };
    await new Promise((bound) => session.bind_transceiver(login, bound));
    await senders.at(-1)?.close();
    await fault("duplicateReceipt");
    const message = {
      destination_addr: phone.slice(1),
      short_message: Buffer.from("sar part"),
      data_coding: 0,
      registered_delivery: 1,
    };
    session.submit_sm(message);
    const deadline = Date.now() + 5_000;
    while (receipts.length < 2 && Date.now() < deadline) await new Promise(setImmediate);
    assert.equal(receipts.length, 2);
    assert.match(JSON.stringify(receipts[0]?.["short_message"]), /stat:DELIVRD/);
    session.destroy();
  });

  it("joins long texts that come by sar_ parameters, in any order", async () => {
    const { centre, inbox } = await start();
    const session = smpp.connect({ host: "127.0.0.1", port: centre.smppPort });
    const login = { system_id: "sso", password: "p@ss/w:1" };
    await new Promise((bound) => session.bind_transmitter(login, bound));
    for (const [number, text] of [
      [2, " two"],
      [1, "one"],
    ] as const) {
      const part = { sar_msg_ref_num: 700, sar_total_segments: 2, sar_segment_seqnum: number };
      const message = { destination_addr: phone.slice(1), short_message: Buffer.from(text) };
      await new Promise((sent) => session.submit_sm({ ...message, ...part, data_coding: 0 }, sent));
    }
    assert.equal((await inbox())[0]?.text, "one two");
    session.destroy();
  });

  it("shows the inbox to people, escaped", async () => {
    const { centre, sender } = await start();
    await sender.send({ to: phone, text: "<b>رمزك 123456</b>" });
    const page = await (await fetch(`${centre.url}/`)).text();
    assert.match(page, /&lt;b&gt;رمزك 123456/);
    assert.match(page, /dir="rtl"/);
  });
});
