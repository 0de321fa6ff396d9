import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { backChannelOp } from "./back-channel-op.ts";
import { basicOp } from "./basic-op.ts";
import { passed } from "./check.ts";
import { fapi2Clients } from "./fapi2-clients.ts";
import { fapi2Requests } from "./fapi2-requests.ts";
import { logoutOp } from "./logout-op.ts";
import { plans } from "./modules.ts";
import { conformanceTable } from "./table.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());
beforeEach(async () => {
  await world.sso.db.deleteFrom("throttle").execute();
});

const source = (): World => world;
basicOp(source);
logoutOp(source);
backChannelOp(source);
fapi2Requests(source);
fapi2Clients(source);

test("each module that applies has its test, every test is some module's, and all ran", () => {
  const modules = plans.flatMap((plan) => plan.modules);
  const named = new Set(modules.flatMap((one) => ("test" in one ? [one.test] : [])));
  assert.deepEqual([...passed].toSorted(), [...named].toSorted());
  const names = modules.map(({ module }) => module);
  assert.equal(new Set(names).size, names.length, "no module stands twice");
});

test("the readable table is the one written from the data", () => {
  const file = new URL("../../../docs/conformance.md", import.meta.url);
  assert.equal(readFileSync(file, "utf8"), conformanceTable(plans));
});
