import assert from "node:assert/strict";
import { test } from "node:test";
import { createSessionKeeper } from "./session-keeper.ts";
import type { Session, SignInResult } from "./sign-in.ts";

const session = (refreshToken: string, expiresAtMs: number): Session => ({
  accessToken: `access-${refreshToken}`,
  refreshToken,
  idToken: "h.p.s",
  subject: "s",
  expiresAtMs,
  name: { ar: "س", en: "S" },
});

const world = (first: Session | undefined, answer: () => Promise<SignInResult>) => {
  const kept: { session: Session | undefined } = { session: first };
  let renewals = 0;
  const keeper = createSessionKeeper({
    read: () => Promise.resolve(kept.session),
    write: (next) => Promise.resolve(void (kept.session = next)),
    renew: () => {
      renewals += 1;
      return answer();
    },
    nowMs: () => 1_000,
  });
  return { keeper, kept, renewals: () => renewals };
};

test("many who ask at once renew the session once, and keep what came", async () => {
  const renewed = session("r2", 9_000);
  const { keeper, kept, renewals } = world(session("r1", 0), () =>
    Promise.resolve({ ok: true, session: renewed }),
  );
  const all = await Promise.all([keeper.alive(), keeper.alive(), keeper.alive()]);
  assert.ok(all.every((each) => each.ok && each.session.refreshToken === "r2"));
  assert.equal(renewals(), 1);
  assert.deepEqual(kept.session, renewed);
  assert.equal((await keeper.alive()).ok, true);
  assert.equal(renewals(), 1);
});

test("whoever signs out while it is renewed stays signed out", async () => {
  const answer = Promise.withResolvers<SignInResult>();
  const { keeper, kept } = world(session("r1", 0), () => answer.promise);
  const asked = keeper.alive();
  kept.session = undefined;
  answer.resolve({ ok: true, session: session("r2", 9_000) });
  assert.deepEqual(await asked, { ok: false, error: "ended" });
  assert.equal(kept.session, undefined);
});

test("a dead network leaves the session, a refusal ends it", async () => {
  const dead = world(session("r1", 0), () => Promise.resolve({ ok: false, error: "unreachable" }));
  assert.deepEqual(await dead.keeper.alive(), { ok: false, error: "unreachable" });
  assert.ok(dead.kept.session);
  const refused = world(session("r1", 0), () => Promise.resolve({ ok: false, error: "ended" }));
  assert.deepEqual(await refused.keeper.alive(), { ok: false, error: "ended" });
  assert.equal(refused.kept.session, undefined);
});
