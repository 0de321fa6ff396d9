import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { layla } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf } from "./visitor.ts";

let portal: PortalUnderTest;
before(async () => (portal = await startPortal()));
after(async () => await portal.close());

const asked = {
  at: "2026-11-24T08:00:00Z",
  institution: { ar: "وزارة الاتصالات", en: "Ministry of Telecommunications" },
  system: { ar: "البوابة", en: "Portal" },
  officer: null,
  purpose: { ar: "تجديد رخصة مركبة", en: "Renewing a vehicle licence" },
  service: "PS/GOV/MOT/vehicle-registry/vehicle",
  fields: ["make", "engineCc"],
};

type Told = Readonly<{
  sightings: { reference?: string }[];
  more: boolean;
  complete: boolean;
}>;

/** What the app is told. */
const askAsLayla = async (): Promise<Told> => {
  const { nationalId } = layla;
  const scope = "applications:read";
  const claims = { sub: "x", client_id: "hukumati", scope, national_id: nationalId };
  const token = await portal.signIn.token(claims, "urn:gov:portal");
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${portal.url}/api/v1/me/data-use`, { headers });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Told;
};

test("a person reads in words what was asked about them, and no numbers that say nothing", async () => {
  const draft = "01a21b46-685e-7a14-90eb-f1f20da153ce";
  portal.exchange.usage.push(
    { ...asked, caseReference: draft },
    { ...asked, caseReference: "VL-2026-12345678", purpose: { ar: "فحص", en: "A check" } },
  );
  portal.signIn.person(layla);
  const visitor = createVisitor(portal.url);
  await visitor.open("/signin?returnTo=/data-use");
  const page = await visitor.open("/data-use?lang=en");
  const text = textOf(page.html);
  assert.match(text, /Vehicle registry: Make, Engine capacity/);
  assert.match(text, /Renewing a vehicle licence, while you were writing the application/);
  assert.match(text, /A check\s+VL-2026-12345678/);
  assert.ok(!text.includes(draft), "the number of a draft is nobody's");
  const told = await askAsLayla();
  assert.deepEqual([told.complete, told.more, told.sightings.length], [true, false, 2]);
  assert.ok(told.sightings.some(({ reference }) => reference === "VL-2026-12345678"));
  assert.ok(!JSON.stringify(told).includes(draft));
  portal.exchange.down.add("tracker");
  assert.equal((await askAsLayla()).complete, false);
});
