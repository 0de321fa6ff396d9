import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { endSignIn, wasEnded } from "@gov/kit/back-channel-logout/ended-sign-in-queries.ts";
import {
  logoutToken,
  postLogout,
  wrongLogoutTokens,
} from "@gov/kit/back-channel-logout-test/logout-tokens.ts";
import { Hono } from "hono";
import { sql } from "kysely";
import { createCitizenSessions } from "#src/session/citizen-session-queries.ts";
import { layla } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { until } from "./until.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

let portal: PortalUnderTest;
before(async () => (portal = await startPortal()));
after(async () => await portal.close());

const laylaSub = `sub-${layla.nationalId}`;

/** Somebody signed in, in a browser of their own, and what the sign-in service calls that. */
const citizen = async (): Promise<{ visitor: Visitor; sid: string }> => {
  portal.signIn.person(layla);
  const visitor = createVisitor(portal.url);
  const page = await visitor.open("/signin?returnTo=/documents");
  assert.equal(page.status, 200);
  return { visitor, sid: portal.signIn.sids.at(-1) ?? "" };
};

const official = async (): Promise<{ visitor: Visitor; sid: string }> => {
  const roles = ["officer"];
  portal.signIn.member({ username: "huda.shaheen", institution: "transport", roles, name: "هدى" });
  const visitor = createVisitor(portal.url);
  assert.equal((await visitor.open("/office")).status, 200);
  return { visitor, sid: portal.signIn.sids.at(-1) ?? "" };
};

const isIn = async ({ visitor }: { visitor: Visitor }, path = "/documents"): Promise<boolean> => {
  const cookie = [...(visitor.cookies(new URL(portal.url).host) ?? [])]
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const page = await fetch(portal.url + path, {
    headers: { accept: "text/html", cookie },
    redirect: "manual",
  });
  await page.body?.cancel();
  return page.status === 200;
};

const tell = async (whom: { sub?: string; sid?: string }, client = "portal") =>
  await postLogout(portal.url, await logoutToken(portal.signIn, client, whom));

describe("a sign-in that ends at the sign-in service", () => {
  test("ends its session here, and no other of the same person", async () => {
    const [here, elsewhere] = [await citizen(), await citizen()];
    const told = await tell({ sub: laylaSub, sid: here.sid });
    assert.deepEqual(told, { status: 200, cacheControl: "no-store", body: "" });
    assert.deepEqual([await isIn(here), await isIn(elsewhere)], [false, true]);
    const page = await here.visitor.open("/documents");
    assert.equal(page.status, 410, "the browser is told that its session ended");
  });

  test("told again, by another token, is gone already; the same token is refused", async () => {
    const { sid } = await citizen();
    const token = await logoutToken(portal.signIn, "portal", { sid });
    assert.equal((await postLogout(portal.url, token)).status, 200);
    assert.equal((await tell({ sid })).status, 200);
    const again = await postLogout(portal.url, token);
    assert.deepEqual([again.status, again.cacheControl], [400, "no-store"]);
    assert.equal((await tell({ sid: "never-seen" })).status, 200);
  });

  test("without a session named ends all of the person", async () => {
    const [one, two, other] = [await citizen(), await citizen(), await official()];
    assert.equal((await tell({ sub: laylaSub })).status, 200);
    assert.deepEqual([await isIn(one), await isIn(two)], [false, false]);
    assert.ok(await isIn(other, "/office"), "others go on");
    assert.ok(await isIn(await citizenLater()), "and so does the person's next sign-in");
  });

  test("of the office is the office's alone", async () => {
    const [staff, person] = [await official(), await citizen()];
    await tell({ sid: person.sid }, "backoffice");
    await tell({ sid: staff.sid });
    assert.ok((await isIn(staff, "/office")) && (await isIn(person)), "each client its own");
    await tell({ sid: staff.sid }, "backoffice");
    assert.deepEqual([await isIn(staff, "/office"), await isIn(person)], [false, true]);
  });

  test("of another person's name than the session's ends nothing", async () => {
    const person = await citizen();
    assert.equal((await tell({ sub: "sub-900000001", sid: person.sid })).status, 200);
    assert.ok(await isIn(person));
  });

  test("while the person is on the way back starts no session", async () => {
    portal.signIn.person(layla);
    portal.signIn.whileAsked(async () => await tell({ sid: portal.signIn.sids.at(-1) ?? "" }));
    const visitor = createVisitor(portal.url);
    const page = await visitor.open("/signin?returnTo=/documents");
    assert.equal(page.status, 400);
    assert.match(page.html, /لم يكتمل الدخول/);
    assert.ok(!(await isIn({ visitor })));
  });
});

/** Whether somebody waits for their turn with a sign-in. */
const someoneWaits = async (): Promise<true | undefined> => {
  const waiting = sql`
    select 1 from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
  return (await waiting.execute(portal.db)).rows.length > 0 ? true : undefined;
};

/** A sign-in of a second later than those that were ended by now. */
const citizenLater = async () => {
  await sql`update logout_token set issued_at = issued_at - interval '1 second'`.execute(portal.db);
  return await citizen();
};

test("sessions that start and end at the same moment have all ended", async () => {
  const sessions = createCitizenSessions(portal.db, { secure: false, idleMinutes: 30 });
  const data = {
    kind: "citizen" as const,
    nationalId: layla.nationalId,
    name: layla.name,
    assurance: 2,
    idToken: "none",
  };
  const issuedAtS = Math.floor(Date.now() / 1000);
  const start = async (subject: string, sid: string): Promise<void> => {
    const app = new Hono();
    app.get("/", async (c) => {
      await sessions.start(c, data, { clientId: "portal", subject, sid, issuedAtS });
      return c.body(null);
    });
    await app.request("/");
  };
  const racing = Array.from({ length: 60 }, async (_, index) => {
    const [sub, sid] = [`race-${index}`, `race-sid-${index}`];
    const named = index % 2 === 0 ? { sub: undefined, sid } : { sub, sid: undefined };
    const token = { clientIds: ["portal"], jti: `race-jti-${index}`, issuedAtS, ...named };
    await Promise.all([start(sub, sid), endSignIn(portal.db, token)]);
  });
  await Promise.all(racing);
  const { rows } = await sql`select 1 from session where sub like 'race-%'`.execute(portal.db);
  assert.equal(rows.length, 0);
});

for (const whom of [{ sid: "half-sid" }, { sub: "half" }]) {
  test(`the end of a session that is half begun waits for it: ${Object.keys(whom).join()}`, async () => {
    const issuedAtS = Math.floor(Date.now() / 1000);
    const origin = { clientId: "portal", subject: "half", sid: "half-sid", issuedAtS };
    const named = { sub: undefined, sid: undefined, ...whom };
    const jti = `half-${JSON.stringify(whom)}`;
    let ending: Promise<unknown> = Promise.resolve();
    await portal.db.transaction().execute(async (tx) => {
      assert.equal(await wasEnded(tx, origin), false);
      await sql`
        insert into session (id_hash, data, expires_at, client_id, sub, sid)
        values (sha256('half'), '{}', now() + interval '1 hour', 'portal', 'half', 'half-sid')
      `.execute(tx);
      ending = endSignIn(portal.db, { clientIds: ["portal"], jti, issuedAtS: 1, ...named });
      await Promise.race([ending, until(someoneWaits)]);
    });
    await ending;
    const { rows } = await sql`select 1 from session where sub = 'half'`.execute(portal.db);
    assert.equal(rows.length, 0);
  });
}

test("no wrong token ends anything", async (t) => {
  const person = await citizen();
  const whom = { sub: laylaSub, sid: person.sid };
  for (const [name, token] of await wrongLogoutTokens(portal.signIn, "portal", whom)) {
    await t.test(name, async () => {
      const told = await postLogout(portal.url, token);
      assert.deepEqual([told.status, told.cacheControl], [400, "no-store"], told.body);
      assert.match(told.body, /invalid_request/);
      assert.ok(await isIn(person));
    });
  }
});

test("what is no form, holds two tokens or is too long is refused unread", async () => {
  const form = "application/x-www-form-urlencoded";
  const sends: readonly (readonly [string, string, number])[] = [
    ["application/json", '{"logout_token":"x"}', 400],
    [form, "", 400],
    [form, "logout_token=a.b.c&logout_token=a.b.c", 400],
    [form, `logout_token=${"x".repeat(20_000)}`, 413],
  ];
  for (const [type, body, status] of sends) {
    const init = { method: "POST", headers: { "content-type": type }, body };
    const response = await fetch(`${portal.url}/backchannel-logout`, init);
    assert.equal(response.status, status, body.slice(0, 40));
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(await response.text(), /invalid_request/);
  }
});
