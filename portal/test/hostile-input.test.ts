import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { endpointsOf, walkEndpoint, type Actor, type Walk } from "@gov/kit/hostile-test/walk.ts";
import type { Sessions } from "@gov/kit/session.ts";
import { Hono } from "hono";
import { contract } from "#src/contract.ts";
import { createStaffSessions } from "#src/office/staff-session.ts";
import { createCitizenSessions } from "#src/session/citizen-session-queries.ts";
import { layla, officer } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor } from "./visitor.ts";

const apply = "/apply/transport/vehicle-licence";
const secure = { secure: false, idleMinutes: 30 };

/** The cookie of a session that begins now. */
const cookieOf = async <T>(sessions: Sessions<T>, data: T): Promise<string> => {
  const app = new Hono();
  app.get("/", async (c) => {
    await sessions.start(c, data);
    return c.body(null);
  });
  const [line = ""] = (await app.request("/")).headers.getSetCookie().slice(-1);
  return line.split(";")[0] ?? "";
};

let portal: PortalUnderTest;
let walk: Walk;
before(async () => {
  portal = await startPortal();
  portal.signIn.person(layla);
  const visitor = createVisitor(portal.url);
  await visitor.open("/signin");
  let page = await visitor.open(`${apply}/plate`);
  page = await visitor.submit(page, `${apply}/plate`, { plate: "7-4821-H" });
  page = await visitor.submit(page, `${apply}/vehicle`);
  page = await visitor.submit(page, `${apply}/contact`, { phone: "0599123456", period: "year" });
  const sent = await visitor.submit(page, "check-answers");
  const reference = /VL-\d{4}-\d{8}/.exec(sent.url.pathname)?.[0] ?? "";
  const values = { institution: "transport", service: "vehicle-licence", page: "plate", reference };
  const citizens = createCitizenSessions(portal.db, secure);
  const staff = createStaffSessions(portal.db, secure);
  const citizen = (nationalId: string) => async () => ({
    cookie: await cookieOf(citizens, {
      kind: "citizen",
      nationalId,
      name: layla.name,
      assurance: 2,
      idToken: "none",
    }),
  });
  const desk: Actor["headers"] = async () => ({
    cookie: await cookieOf(staff, {
      ...officer,
      roles: [...officer.roles],
      kind: "staff",
      idToken: "none",
    }),
  });
  const claims = { sub: "x", client_id: "hukumati", scope: "openid applications:read" };
  const app: Actor["headers"] = async () => ({
    authorization: `Bearer ${await portal.signIn.token({ ...claims, national_id: layla.nationalId }, "urn:gov:portal")}`,
  });
  const expired = { cookie: `portal_session=${"A".repeat(43)}; office_session=${"A".repeat(43)}` };
  const pages = ["/verify", `${apply}/plate`, `/applications/${reference}`];
  walk = {
    app: portal.app,
    url: portal.url,
    contract: contract(),
    // Its refusals are those of OpenID Connect.
    otherProtocols: [/^\/backchannel-logout$/],
    queryNames: ["q", "number", "page", "returnTo", "lang", "view", "how", "offset", "code"],
    actors: [
      { name: "nobody", headers: () => Promise.resolve(expired), values, pages: ["/verify"] },
      { name: "the citizen", headers: citizen(layla.nationalId), values, pages },
      { name: "another citizen", headers: citizen("900000001"), values, pages },
      { name: "an official", headers: desk, values, pages: [`/office/cases/${reference}`] },
      { name: "the app", headers: app, values },
    ],
  };
});
after(async () => await portal.close());

const summary = (faults: readonly string[]): string[] => faults.slice(0, 10);

test("nothing hostile sent to any form or endpoint breaks it or is given back", async (t) => {
  for (const endpoint of endpointsOf(walk)) {
    await t.test(`${endpoint.method} ${endpoint.path}`, async () => {
      assert.deepEqual(summary(await walkEndpoint(walk, endpoint)), []);
    });
  }
});
