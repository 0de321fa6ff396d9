import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { randomUUID } from "node:crypto";
import { findOwnCase } from "#src/case/case-queries.ts";
import { contract } from "#src/contract.ts";
import { layla } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Visitor } from "./visitor.ts";

let portal: PortalUnderTest;
let visitor: Visitor;
before(async () => {
  portal = await startPortal();
  portal.signIn.person(layla);
  visitor = createVisitor(portal.url);
  await visitor.open("/signin");
});
after(async () => await portal.close());

const apply = "/apply/transport/vehicle-licence";

const sendOne = async (): Promise<string> => {
  let page = await visitor.open(`${apply}/plate`);
  page = await visitor.submit(page, `${apply}/plate`, { plate: "7-4821-H" });
  page = await visitor.submit(page, `${apply}/vehicle`);
  page = await visitor.submit(page, `${apply}/contact`, { phone: "0599123456", period: "year" });
  const sent = await visitor.submit(page, "check-answers");
  const reference = /VL-\d{4}-\d{8}/.exec(sent.url.pathname)?.[0] ?? "";
  await visitor.submit(sent, `${reference}/pay`);
  return reference;
};

const stateOf = async (reference: string) =>
  (await findOwnCase(portal.db, { nationalId: layla.nationalId, reference }))?.state;

const wrong = [
  { plate: "", ar: /اكتب رقم المركبة/, en: /plate/i },
  { plate: "74821", ar: /مثل|مثال/, en: /plate|like/i },
  { plate: "<script>alert(1)</script>", ar: /مثل|مثال/, en: /plate|like/i },
  { plate: "9".repeat(9000), ar: /اختصره/, en: /Shorten/ },
  { plate: "\u0000\u202e7-4821-H\ufffd", ar: /مثل|مثال/, en: /plate|like/i },
];

describe("wrong input", () => {
  for (const lang of ["ar", "en"] as const) {
    test(`is named with its remedy and kept, in ${lang}`, async () => {
      for (const { plate, ...message } of wrong) {
        const page = await visitor.open(`${apply}/plate?lang=${lang}`);
        const values = { plate: "-", "plate.other": plate };
        const shown = await visitor.submit(page, `${apply}/plate`, values);
        assert.equal(shown.status, 422, plate.slice(0, 20));
        assert.match(textOf(shown.html), message[lang]);
        assert.doesNotMatch(shown.html, /<script>alert/);
        if (plate === "74821") assert.match(shown.html, /value="74821"/);
      }
      await visitor.open("/?lang=ar");
    });
  }

  test("never breaks a page: strange addresses and queries are answered", async () => {
    for (const [path, status] of [
      ["/services/transport/none", 404],
      ["/services/%00/%ff", 404],
      ["/apply/none/none", 404],
      [`${apply}/constructor`, 200],
      ["/applications/VL-2026-00000000", 404],
      ["/applications/'; drop table government_case", 404],
      ["/documents/VL-AAAA-AAAA-AAAA.pdf", 404],
      ["/verify?number=%00", 422],
      ["/V/AAAA", 200],
      [`/services?q=${"أ".repeat(1000)}`, 200],
      ["/data-use?page=-7", 200],
      ["/data-use?page=1e99", 200],
      ["/signin?returnTo=https://evil.example/", 200],
    ] as const) {
      const page = await visitor.open(path);
      assert.equal(page.status, status, path.slice(0, 60));
      assert.equal(page.url.host, new URL(portal.url).host, path.slice(0, 60));
    }
  });

  test("a form of another site, or without its token, changes nothing", async () => {
    const page = await visitor.open(`${apply}/plate`);
    const body = new URLSearchParams({ plate: "7-4821-H" });
    const url = `${portal.url}${apply}/plate`;
    assert.equal((await visitor.send(url, { method: "POST", body })).status, 403);
    const headers = { "sec-fetch-site": "cross-site" };
    const token = /name="_csrf"[^>]*value="([^"]*)"/.exec(page.html)?.[1] ?? "";
    const forged = new URLSearchParams({ plate: "7-4821-H", _csrf: token });
    const answer = await visitor.send(url, { method: "POST", body: forged, headers });
    assert.equal(answer.status, 403);
  });
});

describe("the payment gateway's word", () => {
  test("counts once, however often it is told, and only when it is the gateway's", async () => {
    const reference = await sendOne();
    const bill = portal.pay.pay(reference);
    const forged = await fetch(`${portal.url}/webhooks/pay`, {
      method: "POST",
      body: JSON.stringify({ type: "bill.paid", data: { billId: bill.id } }),
      headers: {
        "webhook-id": randomUUID(),
        "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
        "webhook-signature": "v1,AAAA",
      },
    });
    assert.equal(forged.status, 401);
    const wrongAmount = { amount: { amountMinor: "1", currency: "ILS" } };
    assert.equal(await portal.pay.tell(portal.url, bill, wrongAmount), 422);
    assert.equal(await stateOf(reference), "payment");
    const told = await Promise.all([1, 2, 3].map(() => portal.pay.tell(portal.url, bill)));
    assert.deepEqual(told, [204, 204, 204]);
    assert.equal(await stateOf(reference), "review");
    const paid = await portal.db
      .selectFrom("case_event")
      .innerJoin("government_case", "government_case.id", "case_event.case_id")
      .select("case_event.seq")
      .where("reference", "=", reference)
      .where("kind", "=", "paid")
      .execute();
    assert.equal(paid.length, 1);
  });

  test("may be missing: the person is told that the gateway is down, and the case stays", async () => {
    portal.pay.down.now = true;
    try {
      const page = await visitor.open(`${apply}/plate`);
      let next = await visitor.submit(page, `${apply}/plate`, { plate: "7-4821-H" });
      next = await visitor.submit(next, `${apply}/vehicle`);
      const values = { phone: "0599123456", period: "halfYear" };
      next = await visitor.submit(next, `${apply}/contact`, values);
      const sent = await visitor.submit(next, "check-answers");
      assert.equal(sent.status, 200);
      const down = await visitor.submit(sent, "/pay");
      assert.equal(down.status, 503);
      assert.match(textOf(down.html), /بوابة الدفع/);
    } finally {
      portal.pay.down.now = false;
    }
  });
});

describe("the app's API", () => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${portal.url}${path}`, { headers });

  test("shows a person's applications to that person's token, and to nobody else's", async () => {
    const reference = await sendOne();
    const scope = "openid applications:read";
    const claims = { sub: "x", client_id: "hukumati", scope, national_id: layla.nationalId };
    const bearer = async (change: object, audience = "urn:gov:portal") => ({
      authorization: `Bearer ${await portal.signIn.token({ ...claims, ...change }, audience)}`,
      origin: "http://localhost:3004",
    });
    const own = await ask("/api/v1/me/applications", await bearer({}));
    assert.equal(own.status, 200);
    assert.equal(own.headers.get("access-control-allow-origin"), "http://localhost:3004");
    const { applications } = (await own.json()) as { applications: Record<string, unknown>[] };
    assert.ok(applications.some((each) => each["reference"] === reference && each["waitsForMe"]));
    const path = `/api/v1/me/applications/${reference}`;
    const detail = (await (await ask(path, await bearer({}))).json()) as { timeline: unknown[] };
    assert.ok(detail.timeline.length > 0);
    const statuses = {
      none: (await ask(path)).status,
      otherPerson: (await ask(path, await bearer({ national_id: "900000001" }))).status,
      machine: (await ask(path, await bearer({ national_id: undefined }))).status,
      otherApi: (await ask(path, await bearer({}, "urn:gov:pay"))).status,
      noScope: (await ask(path, await bearer({ scope: "openid" }))).status,
    };
    assert.deepEqual(statuses, {
      none: 401,
      otherPerson: 404,
      machine: 403,
      otherApi: 401,
      noScope: 403,
    });
  });

  test("lets the app's own address ask from a browser, and no other", async () => {
    const preflight = (origin: string) =>
      fetch(`${portal.url}/api/v1/me/applications`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "GET" },
      });
    const app = await preflight("http://localhost:3004");
    assert.equal(app.status, 204);
    assert.equal(app.headers.get("access-control-allow-origin"), "http://localhost:3004");
    const other = await preflight("http://evil.example");
    assert.notEqual(other.headers.get("access-control-allow-origin"), "http://evil.example");
  });

  test("is described by its contract without a database", () => {
    const { paths } = contract() as { paths: object };
    assert.deepEqual(Object.keys(paths), [
      "/api/v1/me",
      "/api/v1/me/applications",
      "/api/v1/me/applications/{reference}",
    ]);
  });
});

test("every public page fits the first flight of a slow network: 14 KB compressed", async () => {
  for (const path of ["/", "/services", "/services/transport/vehicle-licence", "/verify"]) {
    const response = await fetch(`${portal.url}${path}`, {
      headers: { "accept-encoding": "br", accept: "text/html" },
    });
    assert.equal(response.headers.get("content-encoding"), "br");
    const { default: http } = await import("node:http");
    const bytes = await new Promise<number>((resolve, reject) => {
      const request = http.get(`${portal.url}${path}`, { headers: { "accept-encoding": "br" } });
      request.on("error", reject);
      request.on("response", (answer) => {
        let size = 0;
        answer.on("data", (part: Buffer) => (size += part.length));
        answer.on("end", () => resolve(size));
      });
    });
    assert.ok(bytes < 14 * 1024, `${path}: ${bytes} bytes`);
  }
});
