import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { randomUUID } from "node:crypto";
import { sha256 } from "@gov/kit/crypto.ts";
import { catalogueSchema } from "#src/api/api-schemas.ts";
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

type ApiPage = Readonly<{
  documents: { number: string; application: string; code: string }[];
  next?: string;
}>;

/** Three documents of an application, the newest first; two of them were issued at one moment. */
const issueThree = async (reference: string): Promise<string[]> => {
  const current = await findOwnCase(portal.db, { nationalId: layla.nationalId, reference });
  assert.ok(current);
  const numbers = ["VL-AAAA-AAAA-AAA3", "VL-AAAA-AAAA-AAA2", "VL-AAAA-AAAA-AAA1"];
  const issued = ["2026-11-02T08:00:00Z", "2026-11-01T08:00:00Z", "2026-11-01T08:00:00Z"];
  await portal.db
    .insertInto("issued_document")
    .values(
      numbers.map((number, at) => ({
        institution: current.institution,
        case_id: current.id,
        kind: `kind-${at}`,
        number,
        holder_national_id: layla.nationalId,
        title: JSON.stringify({ ar: "وثيقة", en: "Document" }),
        pdf: Buffer.from(`%PDF-${number}`),
        sha256: sha256(number),
        cose: Buffer.from([0xd2, 0x84]).toString("base64url"),
        issued_at: new Date(issued[at] ?? 0),
        withdrawn_reason: null,
      })),
    )
    .execute();
  return numbers;
};

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

  const forLayla = async () => {
    const scope = "openid applications:read";
    const claims = { sub: "x", client_id: "hukumati", scope, national_id: layla.nationalId };
    return {
      authorization: `Bearer ${await portal.signIn.token(claims, "urn:gov:portal")}`,
      accept: "application/json",
    };
  };

  test("says what is to be done where an application waits for its owner", async () => {
    const reference = await sendOne();
    const answer = await ask(`/api/v1/me/applications/${reference}`, await forLayla());
    const told = (await answer.json()) as Record<string, unknown>;
    assert.equal(told["waitsForWhat"], "payment");
    assert.deepEqual(told["due"], { amountMinor: "31200", currency: "ILS" });
    assert.match((told["links"] as { pay: string }).pay, /^http/);
  });

  test("gives a person's documents a page at a time, each with its file and its code", async () => {
    const reference = await sendOne();
    const numbers = await issueThree(reference);
    const headers = await forLayla();
    const found: string[] = [];
    let next: string | undefined;
    do {
      const path = `/api/v1/me/documents?limit=2${next ? `&after=${next}` : ""}`;
      const page = (await (await ask(path, headers)).json()) as ApiPage;
      assert.ok(page.documents.length <= 2);
      found.push(...page.documents.map(({ number }) => number));
      for (const document of page.documents) {
        assert.equal(document.application, reference);
        assert.equal(document.code, `${portal.url.toUpperCase()}/V/2KCA`);
      }
      next = page.next;
    } while (next);
    assert.deepEqual(found, numbers);
    const [first = ""] = numbers;
    const file = await ask(`/api/v1/me/documents/${first}/file`, headers);
    assert.equal(file.headers.get("content-type"), "application/pdf");
    assert.equal(await file.text(), `%PDF-${first}`);
    const other = { ...headers, authorization: "" };
    other.authorization = `Bearer ${await portal.signIn.token(
      { sub: "y", client_id: "hukumati", scope: "applications:read", national_id: "900000001" },
      "urn:gov:portal",
    )}`;
    const statuses = {
      list: (await ask("/api/v1/me/documents")).status,
      file: (await ask(`/api/v1/me/documents/${first}/file`)).status,
      othersFile: (await ask(`/api/v1/me/documents/${first}/file`, other)).status,
      othersPage: (await ask(`/api/v1/me/documents?after=${first}`, other)).status,
      tooMany: (await ask("/api/v1/me/documents?limit=51", headers)).status,
      notANumber: (await ask("/api/v1/me/documents?after=x", headers)).status,
    };
    assert.deepEqual(statuses, {
      list: 401,
      file: 401,
      othersFile: 404,
      othersPage: 404,
      tooMany: 400,
      notANumber: 400,
    });
  });

  test("gives everyone the catalogue, and only once while it stays the same", async () => {
    const answer = await ask("/api/v1/catalogue");
    assert.match(answer.headers.get("cache-control") ?? "", /public/);
    const { services } = catalogueSchema.parse(await answer.json());
    const licence = services.find(({ code }) => code === "transport/vehicle-licence");
    assert.equal(licence?.links.start, `${portal.url}/apply/transport/vehicle-licence`);
    assert.match(licence?.fee.en ?? "", /₪/);
    const etag = answer.headers.get("etag") ?? "";
    const again = await ask("/api/v1/catalogue", { "if-none-match": etag });
    assert.deepEqual([again.status, await again.text()], [304, ""]);
    const changed = await ask("/api/v1/catalogue", { "if-none-match": '"other"' });
    assert.equal(changed.status, 200);
  });

  test("tells everyone what the register says of a code", async () => {
    const told = await ask("/api/v1/verify?code=ABC");
    assert.deepEqual(await told.json(), { outcome: "unknown" });
    const known = await ask("/api/v1/verify?number=vl-aaaa-aaaa-aaa3");
    const { outcome, document } = (await known.json()) as Record<string, { number?: string }>;
    assert.deepEqual([outcome, document?.number], ["genuine", "VL-AAAA-AAAA-AAA3"]);
    assert.equal((await ask("/api/v1/verify?number=x&code=ABC")).status, 400);
    assert.equal((await ask("/api/v1/verify")).status, 400);
    assert.equal((await ask(`/api/v1/verify?code=${"A".repeat(2049)}`)).status, 400);
  });

  test("is described by its contract without a database", () => {
    const { paths } = contract() as { paths: object };
    assert.deepEqual(Object.keys(paths), [
      "/api/v1/me",
      "/api/v1/me/applications",
      "/api/v1/me/applications/{reference}",
      "/api/v1/me/documents",
      "/api/v1/me/documents/{number}/file",
      "/api/v1/me/data-use",
      "/api/v1/catalogue",
      "/api/v1/verify",
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
