import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ask } from "./asked.ts";
import {
  byInstitution,
  byLifeEvent,
  findServices,
  loadCatalogue,
  taggedSchema,
} from "./catalogue.ts";
import { createOutage, seeNow } from "./kept.ts";
import { createShelf } from "./store.ts";
import { memoryFiles } from "./vault-under-test.ts";

const text = (ar: string, en: string) => ({ ar, en });
const service = (code: string, title: { ar: string; en: string }, lifeEvents: string[]) => ({
  code,
  institution: code.split("/")[0] ?? "",
  title,
  summary: title,
  lifeEvents,
  keywords: [],
  whoCanApply: title,
  youNeed: [],
  youGet: title,
  fee: text("مجانية", "Free"),
  steps: [],
  asked: [],
  links: { start: `https://portal.example/apply/${code}` },
});
const catalogue = {
  institutions: [
    { code: "transport", name: text("وزارة النقل", "Transport"), synonyms: [] },
    { code: "interior", name: text("وزارة الداخلية", "Interior"), synonyms: [] },
    { code: "health", name: text("وزارة الصحة", "Health"), synonyms: [] },
  ],
  lifeEvents: [
    { code: "car", name: text("سيارتي", "My car"), synonyms: [] },
    { code: "travel", name: text("سفر", "Travel"), synonyms: [] },
  ],
  services: [
    service("transport/licence", text("تجديد رخصة المركبة", "Vehicle licence"), ["car", "travel"]),
    service("interior/passport", text("إصدار جواز سفر", "Passport"), ["travel"]),
    service("interior/other", text("خدمة أخرى", "Another service"), ["gone"]),
  ],
};

test("what is held does not travel again, and stays when nothing answers", async () => {
  const store = createShelf(memoryFiles().files);
  const asked: (string | undefined)[] = [];
  let online = true;
  const ask: Ask = (_, headers) => {
    if (!online) return Promise.reject(new Error("no network"));
    asked.push(headers?.["if-none-match"]);
    return Promise.resolve(
      headers?.["if-none-match"] === '"one"'
        ? new Response(null, { status: 304 })
        : Response.json(catalogue, { headers: { etag: '"one"' } }),
    );
  };
  const entry = { name: "catalogue", schema: taggedSchema };
  const see = () =>
    seeNow({ store, outage: createOutage(), nowMs: () => 0 }, entry, () =>
      loadCatalogue(ask, store),
    );
  for (let round = 0; round < 2; round += 1) {
    const seen = await see();
    assert.equal(seen.ok && seen.value.catalogue.services.length, 3);
    assert.equal(seen.ok && seen.stale, undefined);
  }
  assert.deepEqual(asked, [undefined, '"one"']);
  online = false;
  const kept = await see();
  assert.equal(kept.ok && kept.stale?.error, "offline");
});

test("services are found offline, however the Arabic is written", () => {
  for (const typed of ["رخصه مركبه", "للمركبة", "بدي اجدد رخصة المركبه", "vehicle"]) {
    assert.equal(findServices(catalogue, typed, "ar")[0]?.code, "transport/licence", typed);
  }
  assert.deepEqual(findServices(catalogue, "xyzzy", "ar"), []);
  assert.deepEqual(findServices(catalogue, "", "ar"), []);
});

test("every service stands once by need, and under the institution that gives it", () => {
  const codes = (groups: ReturnType<typeof byLifeEvent>) =>
    groups.map(({ code, services }) => [code, services.map((each) => each.code)]);
  assert.deepEqual(codes(byLifeEvent(catalogue)), [
    ["car", ["transport/licence"]],
    ["travel", ["interior/passport"]],
    ["", ["interior/other"]],
  ]);
  assert.deepEqual(codes(byInstitution(catalogue)), [
    ["transport", ["transport/licence"]],
    ["interior", ["interior/passport", "interior/other"]],
  ]);
});
