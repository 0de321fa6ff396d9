import { withCheckDigit } from "@gov/country/national-id.ts";
import { ok } from "@gov/kit/result.ts";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "../form-browser.ts";
import { amal, amalTypes, beginSignIn, seed } from "../people-and-clients.ts";
import { signInAsCitizen } from "../people-and-clients.ts";
import { startSso, type SsoUnderTest } from "../sso-under-test.ts";
import { createPasswords, type Passwords } from "#src/credential/password.ts";

// Two processes of one service on one database, behind a proxy that says where people come from.
// A wrong guess is not hashed here: what counts is how many guesses get that far.

let sso: SsoUnderTest;
let beside: SsoUnderTest;
let judged = 0;

const countingPasswords = async (): Promise<Passwords> => {
  const real = await createPasswords();
  return {
    hash: real.hash,
    verify: async (stored, password) => {
      judged += 1;
      return password.startsWith("guess") ? ok(false) : await real.verify(stored, password);
    },
  };
};

before(async () => {
  const passwords = await countingPasswords();
  const environment = { TRUST_PROXY: "true" };
  sso = await startSso(undefined, { environment, passwords });
  beside = await startSso(undefined, { environment, passwords, beside: sso });
  await seed(sso);
});
after(async () => {
  await beside.close();
  await sso.close();
});
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  judged = 0;
});

type Door = Readonly<{ browser: FormBrowser; page: Page }>;

/** The first page of a sign-in at one process, from an address. */
const comeTo = async (process: SsoUnderTest, address: string): Promise<Door> => {
  const browser = createFormBrowser(process.address, address);
  const { search } = new URL((await beginSignIn(sso, "portal")).url);
  return { browser, page: await browser.open(`${process.address}/auth${search}`) };
};

const comeToBoth = (address: string): Promise<Door[]> =>
  Promise.all([sso, beside].map((process) => comeTo(process, address)));

const guessAt = async ({ browser, page }: Door, nationalId: string, guess: string) =>
  (await browser.submit(page, { nationalId, password: guess })).status;

/** What a bucket lets through: what it holds, and what drained while we tried. */
const assertAbout = (capacity: number, secondsEach: number, began: number): void => {
  const drained = (performance.now() - began) / 1_000 / secondsEach;
  assert.ok(judged >= capacity && judged <= capacity + drained + 1, `${judged} were judged`);
};

const somebody = (index: number): string => withCheckDigit(String(80_000_000 + index));
const somewhere = (index: number): string =>
  `198.51.${100 + Math.floor(index / 200)}.${index % 200}`;

test("one address that tries many accounts is stopped, at whichever process", async () => {
  const began = performance.now();
  const doors = await comeToBoth("203.0.113.1");
  for (let index = 0; index < 120; index += 1) {
    await guessAt(doors[index % 2] as Door, somebody(index), "guess: summer2026");
  }
  assertAbout(100, 2, began);
  const other = await comeTo(sso, "203.0.113.2");
  const second = await other.browser.submit(other.page, amalTypes);
  assert.match(second.url, /\/code$/, "others are not stopped");
});

test("one account tried from many addresses is guarded, and its owner gets in", async () => {
  const home = "203.0.113.7";
  const known = createFormBrowser(sso.issuer, home);
  const attempt = await beginSignIn(sso, "portal");
  await signInAsCitizen(sso, known, await known.open(attempt.url));
  await sso.db.deleteFrom("throttle").execute();
  judged = 0;
  const began = performance.now();
  for (let index = 0; index < 40; index += 1) {
    const door = await comeTo(index % 2 === 0 ? sso : beside, somewhere(index));
    await guessAt(door, amal.nationalId, `guess ${index}`);
  }
  assertAbout(30, 60, began);
  const stranger = await comeTo(sso, "192.0.2.1");
  const stopped = await stranger.browser.submit(stranger.page, amalTypes);
  assert.equal(stopped.status, 429);
  assert.match(textOf(stopped), /حاول من جديد بعد/);
  assert.ok(Number(stopped.headers.get("retry-after")) <= 60, "nobody waits for long");
  const again = await beginSignIn(sso, "portal", { prompt: "login" });
  const atHome = await known.submit(await known.open(again.url), amalTypes);
  assert.match(atHome.url, /\/code$/, "in the browser that was used before");
  const fresh = await comeTo(beside, home);
  const anew = await fresh.browser.submit(fresh.page, amalTypes);
  assert.match(anew.url, /\/code$/, "and in a new browser, from where the owner signed in before");
});

test("a hundred guesses at once, half at each process, count as a hundred", async () => {
  const began = performance.now();
  const doors = await comeToBoth("203.0.113.3");
  const guesses = Array.from({ length: 100 }, (_, index) =>
    guessAt(doors[index % 2] as Door, amal.nationalId, `guess ${index}`),
  );
  const statuses = await Promise.all(guesses);
  assert.ok(statuses.every((status) => status === 400 || status === 429));
  assertAbout(6, 60, began);
});

test("all the addresses of one IPv6 network count as one", async () => {
  const began = performance.now();
  for (let index = 0; index < 12; index += 1) {
    const door = await comeTo(sso, `2001:db8:0:7::${index.toString(16)}`);
    await guessAt(door, amal.nationalId, `guess ${index}`);
  }
  assertAbout(6, 60, began);
});

test("an address that the sender makes up is not believed", async () => {
  const direct = await startSso(undefined, { beside: sso, passwords: await countingPasswords() });
  try {
    const began = performance.now();
    for (let index = 0; index < 10; index += 1) {
      const door = await comeTo(direct, somewhere(index));
      await guessAt(door, amal.nationalId, `guess ${index}`);
    }
    assertAbout(6, 60, began);
  } finally {
    await direct.close();
  }
});

test("what cannot be an address does not break the sign-in", async () => {
  for (const address of ["not an address", "1.2.3.4:5678", "::::", "999.1.1.1", "127.0.0.1, x"]) {
    const door = await comeTo(sso, address);
    assert.equal(await guessAt(door, somebody(1), "guess"), 400, address);
  }
});

test("a right password gives back its own try and no other", async () => {
  const door = await comeTo(sso, "203.0.113.9");
  for (let index = 0; index < 5; index += 1) {
    await guessAt(door, amal.nationalId, `guess ${index}`);
  }
  const own = await comeTo(sso, "203.0.113.9");
  await own.browser.submit(own.page, amalTypes);
  await sso.db.deleteFrom("sign_in").execute();
  assert.equal(await guessAt(door, amal.nationalId, "guess 6"), 400);
  assert.equal(await guessAt(door, amal.nationalId, "guess 7"), 429);
});
