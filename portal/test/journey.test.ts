import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { approveCase } from "#src/case/decide-case.ts";
import { requestInformation } from "#src/case/ask-information.ts";
import { recordDataLook } from "#src/case/data-look.ts";
import { findOwnCase } from "#src/case/case-queries.ts";
import { layla, officer } from "./case-under-test.ts";
import { startPortal, vehicle, type PortalUnderTest } from "./portal-under-test.ts";
import type { Person } from "./sign-in-stand-in.ts";
import { until } from "./until.ts";
import { createVisitor, textOf, type Page, type Visitor } from "./visitor.ts";

let portal: PortalUnderTest;
before(async () => {
  portal = await startPortal();
});
after(async () => await portal.close());

const apply = "/apply/transport/vehicle-licence";

const fillIn = async (visitor: Visitor, plate = "7-4821-H"): Promise<Page> => {
  let page = await visitor.open(apply);
  page = await visitor.submit(page, `${apply}/plate`, { plate });
  page = await visitor.submit(page, `${apply}/vehicle`);
  return await visitor.submit(page, `${apply}/contact`, { phone: "0599123456", period: "year" });
};

const signedIn = async (person: Person = layla): Promise<Visitor> => {
  portal.signIn.person(person);
  const visitor = createVisitor(portal.url);
  await visitor.open("/signin?returnTo=/applications");
  return visitor;
};

const referenceIn = (page: Page): string => {
  const found = /VL-\d{4}-\d{8}/.exec(page.url.pathname)?.[0];
  assert.ok(found, page.url.href);
  return found;
};

const getCase = async (reference: string) => {
  const found = await findOwnCase(portal.db, { nationalId: layla.nationalId, reference });
  assert.ok(found);
  return found;
};

const newcomer = (n: number): Person => ({
  nationalId: String(n),
  name: { ar: "محمد خالد سعيد قاسم", en: "Mohammad Khaled Said Qasem" },
});

describe("a person", () => {
  test("signs in on the way, applies, pays, answers, and holds a document that checks out", async () => {
    portal.signIn.person(layla);
    const visitor = createVisitor(portal.url);
    const plate = await visitor.open(apply);
    assert.equal(plate.url.pathname, `${apply}/plate`);
    assert.match(textOf(plate.html), /7-4821-H/);
    const check = await fillIn(visitor);
    assert.equal(check.url.pathname, `${apply}/check-answers`);
    assert.match(textOf(check.html), /312\.00 ₪/);
    assert.match(textOf(check.html), /سجل المركبات/);
    const sent = await visitor.submit(check, "check-answers");
    const reference = referenceIn(sent);
    const again = await visitor.submit(check, "check-answers");
    assert.equal(referenceIn(again), reference, "sending twice makes one case");
    const paying = await visitor.submit(sent, `${reference}/pay`);
    assert.equal(paying.url.host, new URL(portal.pay.url).host);
    assert.equal(portal.pay.bills.filter((bill) => bill.reference === reference).length, 1);

    // The browser was closed at the gateway and its webhook was lost: the return page asks.
    portal.pay.pay(reference);
    const returned = await visitor.open(`/applications/${reference}/payment`);
    assert.match(textOf(returned.html), /وصلت دفعتك/);

    const { id: caseId } = await getCase(reference);
    const ask = { officer, caseId, question: "ما رقم وثيقة التأمين؟" };
    assert.ok((await inTransaction(portal.db, (tx) => requestInformation(tx, ask))).ok);
    let shown = await visitor.open(`/applications/${reference}`);
    assert.match(textOf(shown.html), /ما رقم وثيقة التأمين؟/);
    const long = "ا".repeat(2001);
    const refused = await visitor.submit(shown, `${reference}/answer`, { answer: long });
    assert.equal(refused.status, 422);
    assert.match(refused.html, new RegExp(long), "what was typed is kept");
    shown = await visitor.submit(shown, `${reference}/answer`, { answer: "TP/2026/88-41" });
    assert.match(textOf(shown.html), /أجبت/);

    await recordDataLook(portal.db, { officer, seen: await getCase(reference), what: "case" });
    assert.ok((await inTransaction(portal.db, (tx) => approveCase(tx, { officer, caseId }))).ok);
    portal.work.kick();
    const number = await until(async () => {
      const page = await visitor.open("/documents");
      return /documents\/(VL-[A-Z0-9-]{14})\.pdf/.exec(page.html)?.[1];
    });
    const pdf = await fetch(`${portal.url}/documents/${number}.pdf`, {
      headers: {
        cookie: `portal_session=${visitor.cookies(new URL(portal.url).host)?.get("portal_session")}`,
      },
    });
    const bytes = Buffer.from(await pdf.arrayBuffer());
    assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
    await checksOut(number, bytes);
    const looks = await visitor.open("/data-use");
    assert.match(textOf(looks.html), /سامر عودة/);
  });

  test("loses nothing when the session ends while typing", async () => {
    const visitor = await signedIn(newcomer(900000001));
    portal.exchange.vehicles.push(vehicle("8-1111-C", "900000001"));
    const plate = await visitor.open(apply);
    const next = await visitor.submit(plate, `${apply}/plate`, { plate: "8-1111-C" });
    const contact = await visitor.submit(next, `${apply}/vehicle`);
    await portal.db
      .updateTable("session" as never)
      .set({ expires_at: new Date(0) } as never)
      .execute();
    const typed = { phone: "05 991 نصف", period: "halfYear" };
    const ended = await visitor.submit(contact, `${apply}/contact`, typed);
    assert.equal(ended.status, 410);
    assert.match(textOf(ended.html), /انتهت جلستك/);
    assert.doesNotMatch(ended.html, /05 991/);
    const back = await visitor.open(
      /href="(\/signin[^"]*)"/.exec(ended.html)?.[1]?.replaceAll("&amp;", "&") ?? "",
    );
    assert.equal(back.url.pathname, `${apply}/contact`);
    assert.match(back.html, /05 991 نصف/);
  });

  test("goes on while a register is down, and is told which and since when", async () => {
    const visitor = await signedIn(newcomer(800000002));
    portal.exchange.vehicles.push(vehicle("6-2222-K", "800000002"));
    portal.exchange.down.add("vehicle-registry");
    try {
      const plate = await visitor.open(apply);
      assert.equal(plate.status, 200);
      const shown = await visitor.submit(plate, `${apply}/plate`, { plate: "6-2222-K" });
      assert.match(textOf(shown.html), /سجل المركبات، دائرة السير: لا يجيب منذ \d\d:\d\d/);
      await visitor.submit(shown, `${apply}/vehicle`);
      const contact = await visitor.open(`${apply}/contact`);
      const values = { phone: "0599123456", period: "year" };
      const check = await visitor.submit(contact, `${apply}/contact`, values);
      assert.match(textOf(check.html), /لا نستطيع حساب الرسوم الآن/);
      assert.doesNotMatch(check.html, /أرسل الطلب</);
    } finally {
      portal.exchange.down.clear();
    }
  });

  test("is told why not, and what to do, where the service cannot be given", async () => {
    const visitor = await signedIn(newcomer(700000003));
    const fined = { unpaidFines: { count: 2, amountMinor: "50000", currency: "ILS" } };
    portal.exchange.vehicles.push(vehicle("5-3333-N", "700000003", fined));
    const page = await visitor.submit(await visitor.open(apply), `${apply}/plate`, {
      plate: "5-3333-N",
    });
    assert.match(textOf(page.html), /لا يمكن تقديم هذا الطلب الآن/);
    assert.match(textOf(page.html), /على المركبة مخالفات غير مدفوعة/);
    assert.match(textOf(page.html), /ادفع المخالفات ثم عد إلى هنا/);
  });

  test("never opens another person's application, document or payment", async () => {
    const visitor = await signedIn();
    const sent = await visitor.submit(await fillIn(visitor), "check-answers");
    const reference = referenceIn(sent);
    const other = await signedIn(newcomer(600000004));
    for (const path of ["", "/sent", "/payment", "/withdraw"]) {
      const page = await other.open(`/applications/${reference}${path}`);
      assert.equal(page.status, 404, path);
      assert.doesNotMatch(page.html, /ليلى|7-4821-H/);
    }
    const { number } = await portal.db
      .selectFrom("issued_document")
      .select("number")
      .executeTakeFirstOrThrow();
    assert.equal((await other.open(`/documents/${number}.pdf`)).status, 404);
  });

  test("withdraws after being asked once more, and twice does no harm", async () => {
    const visitor = await signedIn();
    const sent = await visitor.submit(await fillIn(visitor), "check-answers");
    const reference = referenceIn(sent);
    const asked = await visitor.open(`/applications/${reference}/withdraw`);
    const done = await visitor.submit(asked, `${reference}/withdraw`);
    assert.match(textOf(done.html), /سحبت الطلب/);
    const again = await visitor.submit(asked, `${reference}/withdraw`);
    assert.equal(again.status, 200);
    assert.equal((await getCase(reference)).state, "withdrawn");
  });
});

const checksOut = async (number: string, bytes: Buffer): Promise<void> => {
  const stranger = createVisitor(portal.url);
  const byNumber = await stranger.open(`/verify?number=${number.toLowerCase()}`);
  assert.match(textOf(byNumber.html), /الوثيقة صحيحة وسارية/);
  assert.doesNotMatch(byNumber.html, /ليلى|400000006/, "the public learns no name");
  const form = await stranger.open("/verify");
  const token = /name="_csrf"[^>]*value="([^"]*)"/.exec(form.html)?.[1] ?? "";
  const upload = async (file: Uint8Array): Promise<string> => {
    const body = new FormData();
    body.set("_csrf", token);
    body.set("file", new File([new Uint8Array(file)], "licence.pdf", { type: "application/pdf" }));
    return textOf((await stranger.send("/verify", { method: "POST", body })).html);
  };
  assert.match(await upload(bytes), /الوثيقة صحيحة وسارية/);
  const changed = Buffer.from(bytes);
  const at = Math.floor(changed.length / 3);
  changed[at] = (changed[at] ?? 0) ^ 1;
  assert.match(await upload(changed), /الوثيقة معدلة/);
  assert.match(await upload(Buffer.from("not a pdf")), /ليس PDF/);
  assert.match(await upload(Buffer.alloc(6 * 1024 * 1024, 1)), /أكبر من 5 ميغابايت/);
  const { cose } = await portal.db
    .selectFrom("issued_document")
    .select("cose")
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  const { toBase32 } = await import("@gov/kit/document/base32.ts");
  const summary = Buffer.from(cose, "base64url");
  const scanned = toBase32(summary);
  assert.match(textOf((await stranger.open(`/V/${scanned}`)).html), /الوثيقة صحيحة وسارية/);
  // The signature ends the summary: one bit of it another.
  summary.writeUInt8(summary.readUInt8(summary.length - 1) ^ 1, summary.length - 1);
  const forged = toBase32(summary);
  assert.doesNotMatch(textOf((await stranger.open(`/V/${forged}`)).html), /صحيحة وسارية/);
};
