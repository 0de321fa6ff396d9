import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { atOffice, employ } from "./office-people.ts";
import { connectDirectory, patchOf, userSchema, type ScimCall } from "./scim-client.ts";
import { adminPut, machineToken, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let call: ScimCall;
let other: ScimCall;

before(async () => {
  sso = await startSso();
  await adminPut(sso, "institutions/interior", {
    name: { ar: "وزارة الداخلية", en: "Ministry of Interior" },
    roles: ["officer", "supervisor", "administrator", "registrar"],
  });
  call = await connectDirectory(sso, "interior");
  other = await connectDirectory(sso, "transport");
});
after(() => sso.close());
beforeEach(() => sso.db.deleteFrom("throttle").execute());

let counter = 0;
const user = (more: object = {}) => {
  counter += 1;
  return {
    schemas: [userSchema],
    userName: `person.${counter}`,
    externalId: `ext-${counter}`,
    displayName: "باربرا جنسن",
    name: { formatted: "Ms. Barbara J Jensen III", familyName: "Jensen", givenName: "Barbara" },
    emails: [{ value: `person${counter}@moi.test`, type: "work" }],
    phoneNumbers: [{ value: "0599 123 456", type: "mobile" }],
    ...more,
  };
};
const created = async (more: object = {}) => (await call("POST", "/Users", user(more))).body;

test("a user is created, read, replaced and deleted (RFC 7644, 3.3 to 3.6)", async () => {
  const sent = user();
  const made = await call("POST", "/Users", sent);
  assert.equal(made.status, 201);
  assert.match(made.headers.get("content-type") ?? "", /^application\/scim\+json/);
  assert.equal(made.headers.get("location"), made.body["meta"].location);
  assert.equal(made.body["userName"], sent.userName);
  assert.equal(made.body["phoneNumbers"][0].value, "+970599123456");
  assert.equal(made.body["active"], true);
  const path = `/Users/${made.body["id"]}`;
  const read = await call("GET", path);
  assert.deepEqual(read.body, made.body);
  assert.equal(read.headers.get("etag"), made.body["meta"].version);
  const { emails: _emails, ...rest } = sent;
  const put = await call("PUT", path, { ...rest, displayName: "اسم آخر" });
  assert.equal(put.status, 200);
  assert.equal(put.body["displayName"], "اسم آخر");
  assert.equal(put.body["emails"], undefined, "what is not named is taken away");
  assert.equal((await call("DELETE", path)).status, 204);
  for (const method of ["GET", "DELETE"]) assert.equal((await call(method, path)).status, 404);
  const again = await call("POST", "/Users", sent);
  assert.equal(again.status, 201, "one that left is in nobody's way");
  const stranger = await call("POST", "/Users", { ...sent, externalId: "someone else" });
  assert.equal(stranger.status, 409);
});

test("versions guard against overwriting (RFC 7644, 3.14)", async () => {
  const one = await created();
  const path = `/Users/${one["id"]}`;
  const version = one["meta"].version;
  const same = await call("GET", path, undefined, { "if-none-match": version });
  assert.equal(same.status, 304);
  const change = patchOf({ op: "replace", path: "displayName", value: "جديد" });
  const first = await call("PATCH", path, change, { "if-match": version });
  assert.equal(first.status, 200);
  for (const [method, body] of [["PATCH", change], ["DELETE"]] as const) {
    const late = await call(method, path, body, { "if-match": version });
    assert.equal(late.status, 412, method);
    assert.deepEqual(late.body["schemas"], ["urn:ietf:params:scim:api:messages:2.0:Error"]);
  }
});

test("the operations of PATCH do what RFC 7644, 3.5.2, says", async () => {
  const { id } = await created();
  const rows: [object, number, (body: Record<string, any>) => unknown, unknown][] = [
    [{ op: "replace", path: "displayName", value: "أ" }, 200, (b) => b["displayName"], "أ"],
    [{ op: "Replace", path: "active", value: "False" }, 200, (b) => b["active"], false],
    [{ op: "add", value: { active: true, title: "x" } }, 200, (b) => b["active"], true],
    [
      { op: "add", path: "name", value: { givenName: "Babs" } },
      200,
      (b) => b["name"].givenName,
      "Babs",
    ],
    [{ op: "remove", path: "name.givenName" }, 200, (b) => b["name"].givenName, undefined],
    [
      { op: "replace", path: `emails[type eq "work"].value`, value: "x@moi.test" },
      200,
      (b) => b["emails"][0].value,
      "x@moi.test",
    ],
    [{ op: "remove", path: `emails[type eq "work"]` }, 200, (b) => b["emails"], undefined],
    [
      { op: "replace", path: `emails[type eq "home"].value`, value: "y@moi.test" },
      400,
      (b) => b["scimType"],
      "noTarget",
    ],
    [
      { op: "add", path: `emails[type eq "work"].value`, value: "z@moi.test" },
      200,
      (b) => b["emails"][0].value,
      "z@moi.test",
    ],
    [{ op: "remove" }, 400, (b) => b["scimType"], "noTarget"],
    [{ op: "replace", path: "id", value: "1" }, 400, (b) => b["scimType"], "mutability"],
    [{ op: "replace", path: "userName", value: "else" }, 400, (b) => b["scimType"], "mutability"],
    [{ op: "replace", path: "nonsense", value: 1 }, 400, (b) => b["scimType"], "invalidPath"],
    [{ op: "replace", path: "emails[", value: 1 }, 400, (b) => b["scimType"], "invalidPath"],
    [{ op: "explode", path: "active" }, 400, (b) => b["scimType"], "invalidSyntax"],
    [{ op: "replace", path: "active", value: "maybe" }, 400, (b) => b["scimType"], "invalidValue"],
  ];
  for (const [operation, status, look, value] of rows) {
    const answer = await call("PATCH", `/Users/${id}`, patchOf(operation));
    assert.equal(answer.status, status, JSON.stringify([operation, answer.body]));
    assert.deepEqual(look(answer.body), value, JSON.stringify(operation));
  }
});

test("searching by filter and page finds what the filter means, of one's own institution", async () => {
  await created({ userName: "filter.one", displayName: "سعاد", name: { formatted: "Suad" } });
  await created({ userName: "filter.two", displayName: "سعيد", name: { formatted: "Said" } });
  await other("POST", "/Users", { ...user(), userName: "filter.three" });
  const found = async (filter: string, more = "") => {
    const answer = await call("GET", `/Users?filter=${encodeURIComponent(filter)}${more}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const list = async (filter: string) =>
    (await found(filter))["Resources"].map((one: { userName: string }) => one.userName);
  assert.deepEqual(await list(`userName eq "FILTER.one"`), ["filter.one"]);
  assert.deepEqual(await list(`userName sw "filter." and displayName co "سعي"`), ["filter.two"]);
  assert.deepEqual(await list(`userName sw "filter." and not (name.formatted eq "said")`), [
    "filter.one",
  ]);
  const page = await found(`userName sw "filter."`, "&startIndex=2&count=1&attributes=userName");
  assert.deepEqual([page["totalResults"], page["startIndex"], page["itemsPerPage"]], [2, 2, 1]);
  assert.deepEqual(Object.keys(page["Resources"][0]).toSorted(), ["id", "schemas", "userName"]);
  const posted = await call("POST", "/Users/.search", {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
    filter: `userName sw "filter."`,
    count: 0,
  });
  assert.deepEqual([posted.body["totalResults"], posted.body["Resources"]], [2, []]);
  for (const filter of [`nonsense eq 1`, `active gt true`, `userName eq`, `userName eq 5`]) {
    const answer = await call("GET", `/Users?filter=${encodeURIComponent(filter)}`);
    assert.deepEqual([answer.status, answer.body["scimType"]], [400, "invalidFilter"], filter);
  }
});

test("a privileged role asked for by SCIM waits for an administrator, others hold at once", async () => {
  const { id } = await created();
  const add = patchOf({ op: "add", path: "members", value: [{ value: id }] });
  const officers = await call("PATCH", "/Groups/officer", add);
  assert.ok(officers.body["members"].some(({ value }: { value: string }) => value === id));
  const registrars = await call("PATCH", "/Groups/registrar", add);
  assert.equal(registrars.status, 200);
  assert.deepEqual(registrars.body["members"], []);
  assert.equal((await call("PATCH", "/Groups/registrar", add)).status, 200, "asking twice is well");
  const fadi = await employ(sso, "fadi.nasser", "interior", "administrator");
  const desk = await atOffice(sso, fadi);
  const requests = await desk.open("/office/staff/requests");
  await desk.submit(requests, {}, { press: ["choice", "confirm"] });
  const now = await call("GET", "/Groups/registrar");
  assert.deepEqual(
    now.body["members"].map(({ value }: { value: string }) => value),
    [id],
  );
  const gone = patchOf({ op: "remove", path: `members[value eq "${id}"]` });
  assert.deepEqual((await call("PATCH", "/Groups/officer", gone)).body["members"], []);
  const operator = await call("PATCH", "/Groups/operator", add);
  assert.equal(operator.status, 404, "a role that the institution does not hand out");
  assert.equal((await call("DELETE", `/Users/${fadi.id}`)).status, 409, "the last administrator");
});

test("one institution's directory neither sees nor changes another's", async () => {
  const { id } = await created();
  const path = `/Users/${id}`;
  assert.equal((await other("GET", path)).status, 404);
  assert.equal((await other("PUT", path, user())).status, 404);
  assert.equal((await other("PATCH", path, patchOf({ op: "add", value: {} }))).status, 404);
  assert.equal((await other("DELETE", path)).status, 404);
  const add = patchOf({ op: "add", path: "members", value: [{ value: id }] });
  assert.equal((await other("PATCH", "/Groups/officer", add)).status, 400);
});

test("without a token for it nothing is told, and errors are SCIM's", async () => {
  const ask = (token?: string) =>
    fetch(`${sso.issuer}/scim/v2/Users`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
  assert.equal((await ask()).status, 401);
  const seed = await machineToken(sso, "urn:gov:sso", "staff:write");
  assert.equal((await ask(seed)).status, 403);
  const nobody = await machineToken(sso, "urn:gov:sso", "scim");
  assert.equal((await ask(nobody)).status, 403, "a client of no institution");
  const secretive = {
    kind: "machine",
    scopes: ["scim"],
    resources: ["urn:gov:sso"],
    institution: "interior",
  };
  const name = { ar: "دليل", en: "Directory" };
  const refused = await adminPut(sso, "clients/by-secret", {
    ...secretive,
    name,
    secret: "x".repeat(20),
  });
  assert.equal(refused.status, 400, "a directory proves itself with a key");
});

test("what cannot be read is refused by name", async () => {
  const wrong: [unknown, number, string | undefined][] = [
    ["{", 400, "invalidSyntax"],
    [{ ...user(), userName: "رنا" }, 400, "invalidValue"],
    [{ ...user(), emails: [{ value: "no address" }] }, 400, "invalidValue"],
    [{ ...user(), emails: [{ value: "a@b.test" }, { value: "c@d.test" }] }, 400, "invalidValue"],
    [{ ...user(), phoneNumbers: [{ value: "12" }] }, 400, "invalidValue"],
    [{ userName: "no.schema" }, 400, "invalidValue"],
    [{ ...user(), displayName: "\0" }, 400, "invalidValue"],
    [[], 400, "invalidValue"],
    ["x".repeat(2_000_000), 413, undefined],
  ];
  for (const [body, status, scimType] of wrong) {
    const answer = await call("POST", "/Users", body);
    assert.deepEqual([answer.status, answer.body["scimType"]], [status, scimType]);
    assert.equal(answer.body["status"], String(status));
  }
  assert.equal((await call("POST", "/Bulk", {})).status, 501);
  assert.equal((await call("GET", "/Nothing")).status, 404);
  assert.equal((await call("GET", "/Users/not-an-id")).status, 404);
  for (const path of [
    "/ServiceProviderConfig",
    "/ResourceTypes",
    "/Schemas",
    `/Schemas/${userSchema}`,
  ]) {
    assert.equal((await call("GET", path)).status, 200, path);
  }
});

type ModelUser = { active: boolean; displayName: string; officer: boolean };
type Step =
  | { kind: "create"; who: number }
  | { kind: "rename"; who: number; to: string; by: "PUT" | "PATCH" }
  | { kind: "activate"; who: number; to: boolean }
  | { kind: "role"; who: number; to: boolean }
  | { kind: "delete"; who: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("create" as const), who: fc.nat(3) }),
  fc.record({
    kind: fc.constant("rename" as const),
    who: fc.nat(3),
    to: fc.constantFrom("أ", "ب"),
    by: fc.constantFrom("PUT" as const, "PATCH" as const),
  }),
  fc.record({ kind: fc.constant("activate" as const), who: fc.nat(3), to: fc.boolean() }),
  fc.record({ kind: fc.constant("role" as const), who: fc.nat(3), to: fc.boolean() }),
  fc.record({ kind: fc.constant("delete" as const), who: fc.nat(3) }),
);

test("any sequence of requests leaves the directory as a simple model says", async () => {
  let round = 0;
  const walk = async (sequence: readonly Step[]): Promise<void> => {
    round += 1;
    const model = new Map<number, ModelUser>();
    const ids = new Map<number, string>();
    const whole = (who: number, displayName: string) => ({
      schemas: [userSchema],
      userName: `m${round}.u${who}`,
      externalId: `m${round}-${who}`,
      displayName,
      name: { formatted: "Model" },
    });
    for (const step of sequence) {
      const { who } = step;
      const known = model.get(who);
      const path = `/Users/${ids.get(who) ?? "00000000-0000-7000-8000-000000000000"}`;
      if (step.kind === "create") {
        const answer = await call("POST", "/Users", whole(who, "أ"));
        assert.equal(answer.status, known ? 409 : 201);
        if (known) continue;
        ids.set(who, answer.body["id"] as string);
        model.set(who, { active: true, displayName: "أ", officer: false });
      } else if (step.kind === "rename") {
        const patch = patchOf({ op: "replace", value: { displayName: step.to } });
        const body = step.by === "PUT" ? whole(who, step.to) : patch;
        const answer = await call(step.by, path, body);
        assert.equal(answer.status, known ? 200 : 404);
        if (known) known.displayName = step.to;
      } else if (step.kind === "activate") {
        const patch = patchOf({ op: "replace", path: "active", value: step.to });
        assert.equal((await call("PATCH", path, patch)).status, known ? 200 : 404);
        if (known) known.active = step.to;
      } else if (step.kind === "role") {
        const value = ids.get(who) ?? "nobody";
        const patch = step.to
          ? patchOf({ op: "add", path: "members", value: [{ value }] })
          : patchOf({ op: "remove", path: `members[value eq "${value}"]` });
        const answer = await call("PATCH", "/Groups/officer", patch);
        assert.equal(answer.status, known || !step.to ? 200 : 400);
        if (known) known.officer = step.to;
      } else {
        assert.equal((await call("DELETE", path)).status, known ? 204 : 404);
        model.delete(who);
      }
    }
    const filter = encodeURIComponent(`userName sw "m${round}."`);
    const { body } = await call("GET", `/Users?filter=${filter}`);
    const seen = body["Resources"].map((one: Record<string, any>) => [
      one["userName"],
      { active: one["active"], displayName: one["displayName"], officer: one["groups"].length > 0 },
    ]);
    const expected = [...model].map(([who, one]) => [`m${round}.u${who}`, one]);
    assert.deepEqual(new Map(seen), new Map(expected as [string, object][]));
  };
  await fc.assert(fc.asyncProperty(fc.array(steps, { maxLength: 20 }), walk), { numRuns: 25 });
});
