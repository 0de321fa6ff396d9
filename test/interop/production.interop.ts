import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { renewIdentityCard } from "../journeys/renew-identity-card.ts";
import { findService } from "../journeys/apply.ts";
import { signInCitizen } from "../journeys/sign-in.ts";
import { openTheatre, type Theatre, type Visit } from "../journeys/visitor.ts";
import { walkMainJob } from "../journeys/walk-main-job.ts";
import { openProductionSite, type ProductionSite } from "./production-site.ts";

let site: ProductionSite;
let theatre: Theatre;
before(async () => {
  site = await openProductionSite();
  // The certificate is by an authority of this run, which the browser does not know.
  theatre = await openTheatre({ args: ["--ignore-certificate-errors"] });
});
after(async () => {
  await theatre?.close();
  await site?.close();
});

const phone = (name: string): Visit => ({ name, lang: "ar", width: 390, javaScript: false });

test("every component answers over TLS, and shows no figures outside", async () => {
  for (const [name, url] of Object.entries(site.nation.addresses)) {
    if (name === "hukumati") continue;
    const closed = await fetch(`${url}/metrics`);
    assert.equal(closed.status, 404, name);
    const alive = await fetch(`${url}/health/ready`);
    assert.equal(alive.status, 404, name);
  }
  const home = await fetch(site.nation.addresses.portal);
  assert.equal(home.status, 200);
  assert.match(home.headers.get("strict-transport-security") ?? "", /max-age=\d{8}/);
});

test("people and passwords of development open nothing", async () => {
  const visitor = await theatre.open(phone("production-seed-390"), "citizen");
  const { page } = visitor;
  const [person] = site.nation.people;
  assert.ok(person);
  await findService(visitor, site.nation.addresses.portal);
  await page.waitForSelector("[name=nationalId]");
  const look = () => Promise.resolve();
  await signInCitizen(page, site.nation.sandbox.sms, person, { arabic: true, look });
  await page.getByRole("heading", { name: "هذا حساب للتجربة" }).waitFor();
  await visitor.close();
  await site.makePeopleReal();
});

test("a vehicle's licence is renewed, paid and verified in production", async () => {
  const { nation } = site;
  const job = { person: 0, plate: "7-4821-H", officer: "dina.masri" };
  await walkMainJob({ nation, theatre, visit: phone("production-vehicle-390") }, job);
});

test("an identity card is renewed in production, its photograph scanned for viruses", async () => {
  await renewIdentityCard({ nation: site.nation, theatre, visit: phone("production-card-390") });
});
