import fc from "fast-check";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createFormBrowser, valueOf, type FormBrowser, type Page } from "./form-browser.ts";
import { amal, beginSignIn, seed, totpCode } from "./people-and-clients.ts";
import { createSoftPasskey, passkeyFormOf, type SoftPasskey } from "./soft-passkey.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { newRecoveryCode, recoveryHash } from "#src/recovery-code/recovery-code.ts";
import { putAuthenticator } from "#src/totp/authenticator-queries.ts";

// Two people with everything: one whose passkey reaches level 3, one whose does not. Whoever walks
// may mix them up as they like.
const secrets = ["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"] as const;
const people = [
  { ...amal, proofing: "counter" },
  {
    nationalId: "400000014",
    password: "another good password",
    phone: "+970599123457",
    proofing: "registry",
  },
] as const;
type Who = 0 | 1;

let sso: SsoUnderTest;
const ids: string[] = [];
const passkeys: SoftPasskey[] = [];

before(async () => {
  sso = await startSso();
  await seed(sso);
  for (const [index, { nationalId, password, phone, proofing }] of people.entries()) {
    await adminPut(sso, `accounts/${nationalId}`, { ...amal.body, password, phone });
    const { id } = await sso.db
      .updateTable("account")
      .set({ proofing })
      .where("national_id", "=", nationalId)
      .returning("id")
      .executeTakeFirstOrThrow();
    ids.push(id);
    passkeys.push(await createSoftPasskey(sso, id));
    await putAuthenticator(sso.db, sso.config.KEY_ENCRYPTION_KEY, id, secrets[index] ?? "");
  }
});
after(() => sso.close());

type Real = { browser: FormBrowser; page: Page };

/** What was proven in this sign-in so far, as the one who walks knows it. */
type Model = { who: Who | undefined; proven: Set<string> };

type Step = fc.AsyncCommand<Model, Real>;

const isOpen = ({ page }: Real): boolean => page.leftTo === undefined;
const has = ({ page }: Real, field: string): boolean => valueOf(page, field) !== undefined;

const proves = (model: Model, who: Who, factor: string): void => {
  if (model.who !== who) model.proven.clear();
  model.who = who;
  model.proven.add(factor);
};

const step = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  run: async (model, real) => {
    if (isOpen(real)) await run(model, real);
  },
  toString: () => name,
});

const password = (who: Who, right: boolean): Step =>
  step(`password of ${who} ${right ? "right" : "wrong"}`, async (model, real) => {
    if (!has(real, "nationalId")) return;
    const { nationalId, password: own } = people[who];
    const typed = { nationalId, password: right ? own : "not the password" };
    real.page = await real.browser.submit(real.page, typed);
    if (right) proves(model, who, "pwd");
  });

const passkey = (who: Who, right: boolean): Step =>
  step(`passkey of ${who} ${right ? "right" : "unverified"}`, async (model, real) => {
    const index = passkeyFormOf(real.page);
    if (index < 0) return;
    const answer = passkeys[who]?.answer(real.page, right ? {} : { flags: 0x01 }) ?? "";
    const bound = has(real, "step") && real.page.url.includes("/code");
    real.page = await real.browser.submit(real.page, { answer }, { index });
    if (right && !(bound && model.who !== who)) proves(model, who, "hwk");
  });

const code = (kind: "sms" | "totp" | "recovery-code" | "wrong", who: Who): Step =>
  step(`code ${kind} of ${who}`, async (model, real) => {
    if (!has(real, "code")) return;
    const way = valueOf(real.page, "way");
    const typed = await codeOf(kind, who);
    // No two codes of one time step: the walk is about order, not about the clock.
    await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
    real.page = await real.browser.submit(real.page, { code: typed });
    if (kind === way && model.who === who) model.proven.add("otp");
  });

const codeOf = async (kind: string, who: Who): Promise<string> => {
  if (kind === "sms") return sso.sms.codeFor(people[who].phone) || "000000";
  if (kind === "totp") return totpCode(secrets[who]);
  if (kind === "wrong") return "000000";
  const fresh = newRecoveryCode();
  const personId = ids[who] ?? "";
  const hash = recoveryHash(sso.config.KEY_ENCRYPTION_KEY, personId, fresh);
  await sso.db.insertInto("recovery_code").values({ person_id: personId, hash }).execute();
  return fresh;
};

const way = (chosen: string): Step =>
  step(`way ${chosen}`, async (_model, real) => {
    if (!/\/ways"/.test(real.page.html)) return;
    const ways = await real.browser.open(real.page.url.replace(/\/code.*$/, "/ways"));
    if (!ways.html.includes(`value="${chosen}"`)) return;
    real.page = await real.browser.submit(ways, {}, { press: ["way", chosen] });
  });

const back: Step = step("back", async (_model, real) => {
  const path = /^\/interaction\/[^/?]+/.exec(new URL(real.page.url).pathname)?.[0];
  if (path) real.page = await real.browser.open(`${path}?change=1`);
});

const whoever = fc.constantFrom<Who>(0, 1);
const commands = fc.commands(
  [
    fc.tuple(whoever, fc.boolean()).map(([who, right]) => password(who, right)),
    whoever.map((who) => password(who, true)),
    fc.tuple(whoever, fc.boolean()).map(([who, right]) => passkey(who, right)),
    fc
      .tuple(fc.constantFrom("sms", "totp", "recovery-code", "wrong" as const), whoever)
      .map(([kind, who]) => code(kind as "sms", who)),
    fc.constantFrom("sms", "totp", "passkey", "recovery-code").map(way),
    fc.constant(back),
  ],
  { maxCommands: 10 },
);

const essentialLevel3 = JSON.stringify({
  id_token: { acr: { essential: true, values: ["urn:gov:loa:3"] } },
});

test("no walk through a sign-in ends signed in without the factors its acr and amr claim", async () => {
  let completed = 0;
  await fc.assert(
    fc.asyncProperty(commands, fc.boolean(), async (steps, strong) => {
      await sso.db.deleteFrom("throttle").execute();
      const attempt = await beginSignIn(sso, "portal", strong ? { claims: essentialLevel3 } : {});
      const browser = createFormBrowser(sso.issuer);
      const real: Real = { browser, page: await browser.open(attempt.url) };
      const model: Model = { who: undefined, proven: new Set() };
      await fc.asyncModelRun(() => ({ model, real }), steps);
      if (real.page.leftTo === undefined || real.page.leftTo.includes("error=")) return;
      completed += 1;
      const claims = (await attempt.finish(real.page.leftTo)).claims();
      const amr = ((claims?.["amr"] ?? []) as string[]).filter((one) =>
        ["pwd", "otp", "hwk"].includes(one),
      );
      assert.ok(model.who !== undefined);
      assert.equal(claims?.sub, ids[model.who]);
      for (const method of amr) assert.ok(model.proven.has(method), `${method} was not proven`);
      const level = claims?.["acr"];
      assert.ok(amr.includes("hwk") || (amr.includes("pwd") && amr.includes("otp")));
      if (strong) assert.equal(level, "urn:gov:loa:3");
      const reaches3 = amr.includes("hwk") && model.who === 0;
      assert.equal(level, reaches3 ? "urn:gov:loa:3" : "urn:gov:loa:2");
    }),
    { numRuns: 60 },
  );
  assert.ok(completed > 5, "some walks end signed in");
});
