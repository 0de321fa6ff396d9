import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { keepDirectory } from "#src/directory/leavers.ts";
import { createFormBrowser, textOf, valueOf, type FormBrowser } from "./form-browser.ts";
import { atOffice, employ, setUpLinkFor, signInAs, type Colleague } from "./office-people.ts";
import { totpCode } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let fadi: Colleague;
let second: Colleague;
let desk: FormBrowser;

before(async () => {
  sso = await startSso();
  await adminPut(sso, "institutions/interior", {
    name: { ar: "وزارة الداخلية", en: "Ministry of Interior" },
    roles: ["officer", "supervisor", "administrator", "registrar"],
  });
  fadi = await employ(sso, "fadi.nasser", "interior", "administrator");
  second = await employ(sso, "suad.hijazi", "interior", "administrator", "supervisor");
  desk = await atOffice(sso, fadi);
});
after(() => sso.close());
beforeEach(() => sso.db.deleteFrom("throttle").execute());

const joiner = {
  nameAr: "رنا قاسم",
  nameEn: "Rana Qasim",
  username: "rana.qasim",
  phone: "0599000111",
  email: "rana@moi.test",
  roles: "officer",
};

const standing = async (id: string) =>
  await sso.db.selectFrom("staff").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

const idOf = async (username: string): Promise<string> => {
  const row = await sso.db
    .selectFrom("staff")
    .select("id")
    .where("username", "=", username)
    .executeTakeFirstOrThrow();
  return row.id;
};

const act = async (browser: FormBrowser, id: string, name: string, values = {}) =>
  await browser.submit(await browser.open(`/office/staff/people/${id}/${name}`), values);

const eventsAbout = async (id: string): Promise<string[]> => {
  const rows = await sso.db
    .selectFrom("audit_event")
    .select(["event", "actor"])
    .where("person_id", "=", id)
    .where("event", "like", "staff.%")
    .orderBy("id")
    .execute();
  return rows.map(({ event, actor }) => `${event} ${actor}`);
};

const setUp = async (link: string, username: string) => {
  const browser = createFormBrowser(sso.issuer);
  const first = await browser.open(link);
  const linking = await browser.submit(first, { password: "a sentence I remember" });
  const secret = /<bdi dir="ltr">([A-Z2-7 ]{32,})<\/bdi>/.exec(linking.html)?.[1] ?? "";
  const totpSecret = secret.replaceAll(" ", "");
  const done = await browser.submit(linking, { code: totpCode(totpSecret) });
  return { first, linking, done, who: { username, password: "a sentence I remember", totpSecret } };
};

test("a joiner sets up password and authenticator alone, and only then signs in", async () => {
  const invited = await desk.submit(await desk.open("/office/staff/invite"), joiner);
  assert.match(textOf(invited), /أرسلنا رابط التجهيز/);
  const link = setUpLinkFor(sso, "+970599000111");
  assert.ok(
    !invited.html.includes(link.split("/").at(-1) ?? "x"),
    "the administrator never sees it",
  );
  const early = await createFormBrowser(sso.issuer).open("/office");
  const nobody = await createFormBrowser(sso.issuer).submit(early, {
    username: joiner.username,
    password: "a sentence I remember",
  });
  assert.notEqual(nobody.status, 200, "there is no password yet");
  const { first, done, who } = await setUp(link, joiner.username);
  assert.match(textOf(first), /رنا قاسم/);
  assert.match(textOf(done), /حسابك جاهز/);
  const browser = createFormBrowser(sso.issuer);
  const page = await signInAs(sso, browser, await browser.open("/office"), who);
  assert.equal(new URL(page.url).pathname, "/office");
  assert.equal((await browser.open(link)).status, 410, "the link is spent");
  assert.deepEqual(await eventsAbout(await idOf(joiner.username)), [
    "staff.invited fadi.nasser",
    "staff.set-up-completed null",
  ]);
});

test("a password alone does not count before the authenticator was confirmed", async () => {
  await desk.submit(await desk.open("/office/staff/invite"), {
    ...joiner,
    username: "half.way",
    phone: "0599000112",
    email: "",
  });
  const browser = createFormBrowser(sso.issuer);
  const first = await browser.open(setUpLinkFor(sso, "+970599000112"));
  const short = await browser.submit(first, { password: "short" });
  assert.match(textOf(short), /12 حرفا/);
  const linking = await browser.submit(first, { password: "a sentence I remember" });
  const wrong = await browser.submit(linking, { code: "000000" });
  assert.equal(wrong.status, 400);
  const signIn = createFormBrowser(sso.issuer);
  const refused = await signIn.submit(await signIn.open("/office"), {
    username: "half.way",
    password: "a sentence I remember",
  });
  assert.equal(refused.status, 400);
});

test("what was typed wrong is named, and nothing typed is lost", async () => {
  const page = await desk.open("/office/staff/invite");
  const wrong: [Partial<typeof joiner>, RegExp][] = [
    [{ nameAr: "" }, /اكتب الاسم/],
    [{ username: "رنا" }, /حروف لاتينية/],
    [{ username: "fadi.nasser" }, /لموظف آخر/],
    [{ username: "400000006" }, /حروف لاتينية/],
    [{ phone: "12" }, /رقم الهاتف غير صحيح/],
    [{ email: "not an address" }, /name@example/],
    [{ username: "someone.else", email: "RANA@moi.test" }, /مسجل لموظف آخر/],
    [{ username: "someone.else", email: "", roles: "operator" }, /لا تمنح/],
  ];
  for (const [change, says] of wrong) {
    const answer = await desk.submit(page, { ...joiner, ...change });
    assert.equal(answer.status, 400, JSON.stringify(change));
    assert.match(textOf(answer), says);
    assert.equal(valueOf(answer, "nameEn"), joiner.nameEn);
  }
});

test("a privileged role waits for a second person, who is neither asker nor subject", async () => {
  const officer = await employ(sso, "nour.officer", "interior", "officer");
  const asked = await act(desk, officer.id, "roles", { roles: "registrar" });
  assert.match(textOf(asked), /ينتظر شخصا ثانيا|حفظنا جزءا/);
  assert.deepEqual((await standing(officer.id)).roles, []);
  const own = await desk.open("/office/staff/requests");
  assert.match(textOf(own), /اسحب الطلب/);
  const { id } = await sso.db
    .selectFrom("staff_request")
    .select("id")
    .where("staff_id", "=", officer.id)
    .where("act", "=", "grant")
    .executeTakeFirstOrThrow();
  const index =
    own.html.match(/<form[\s\S]*?<\/form>/g)?.findIndex((form) => form.includes(id)) ?? -1;
  const forced = await desk.submit(own, { choice: "confirm" }, { index });
  assert.equal(forced.status, 409);
  assert.match(textOf(forced), /أنت من طلب هذا/);
  const other = await atOffice(sso, second);
  const seen = await other.open("/office/staff/requests");
  const at =
    seen.html.match(/<form[\s\S]*?<\/form>/g)?.findIndex((form) => form.includes(id)) ?? -1;
  const confirmed = await other.submit(seen, {}, { index: at, press: ["choice", "confirm"] });
  assert.match(textOf(confirmed), /وافقت/);
  assert.deepEqual((await standing(officer.id)).roles, ["registrar"]);
  assert.ok((await eventsAbout(officer.id)).includes("staff.request-confirmed suad.hijazi"));
});

test("suspending ends sessions at once, and the account can be opened again", async () => {
  const officer = await employ(sso, "sami.officer", "interior", "officer");
  const browser = await atOffice(sso, officer);
  const done = await act(desk, officer.id, "suspend");
  assert.match(textOf(done), /أوقفنا الحساب/);
  const page = await browser.open("/office");
  assert.match(page.url, /\/interaction\//, "signed out");
  const { n } = await sso.db
    .selectFrom("oidc_entity")
    .select((select) => select.fn.countAll<bigint>().as("n"))
    .where("account_id", "=", officer.id)
    .executeTakeFirstOrThrow();
  assert.equal(n, 0n);
  await act(desk, officer.id, "resume");
  assert.equal((await standing(officer.id)).status, "active");
});

test("a leaver's account ends when their last day is over, and the day can be taken back", async () => {
  const officer = await employ(sso, "leila.officer", "interior", "officer");
  const past = { when: "day", "day-day": "1", "day-month": "1", "day-year": "2020" };
  assert.equal((await act(desk, officer.id, "leave", past)).status, 400);
  const day = { when: "day", "day-day": "1", "day-month": "1", "day-year": "2090" };
  await act(desk, officer.id, "leave", day);
  await act(desk, officer.id, "stay");
  assert.equal((await standing(officer.id)).leaves_on, null);
  await act(desk, officer.id, "leave", day);
  await keepDirectory(sso.db);
  assert.equal((await standing(officer.id)).status, "active", "the day is still to come");
  await sso.db
    .updateTable("staff")
    .set({ leaves_on: "2026-01-01" })
    .where("id", "=", officer.id)
    .execute();
  await keepDirectory(sso.db);
  const { status, roles } = await standing(officer.id);
  assert.deepEqual([status, roles], ["left", []]);
  const kept = sso.db.selectFrom("authenticator").where("person_id", "=", officer.id);
  assert.deepEqual(await kept.select("person_id").execute(), []);
  await act(desk, officer.id, "return");
  assert.equal((await standing(officer.id)).status, "invited");
});

test("a move needs an administrator on the other side", async () => {
  const officer = await employ(sso, "omar.officer", "interior", "officer");
  const issam = await employ(sso, "issam.khoury", "transport", "administrator");
  await act(desk, officer.id, "move", { institution: "transport", roles: "officer" });
  assert.equal((await standing(officer.id)).institution, "interior");
  const there = await atOffice(sso, issam);
  const page = await there.open("/office/staff/requests");
  await there.submit(page, {}, { press: ["choice", "confirm"] });
  assert.equal((await standing(officer.id)).institution, "transport");
  assert.equal((await desk.open(`/office/staff/people/${officer.id}`)).status, 404);
  assert.equal((await there.open(`/office/staff/people/${officer.id}`)).status, 200);
});

test("nobody changes their own account, and other institutions' people are not there", async () => {
  for (const name of ["roles", "suspend", "reset"]) {
    const answer = await act(desk, fadi.id, name, { roles: "officer" });
    assert.equal(answer.status, 400, name);
    assert.match(textOf(answer), /لا يغيّر أحد حسابه/);
  }
  const stranger = await employ(sso, "hala.health", "health", "officer");
  assert.equal((await desk.open(`/office/staff/people/${stranger.id}`)).status, 404);
  const plain = await atOffice(sso, await employ(sso, "plain.officer", "interior", "officer"));
  assert.equal((await plain.open("/office/staff")).status, 403);
});

test("where an institution has one administrator an operator agrees, and the last one stays", async () => {
  const mona = await employ(sso, "mona.abdo", "finance", "administrator");
  const lina = await employ(sso, "lina.tamimi", "finance", "officer");
  const salma = await employ(sso, "salma.zidan", "mtit", "operator");
  const monas = await atOffice(sso, mona);
  await monas.submit(await monas.open(`/office/staff/people/${lina.id}/roles`), {
    roles: "administrator",
  });
  const operator = await atOffice(sso, salma);
  const page = await operator.open("/office/staff/requests");
  assert.match(textOf(page), /lina.tamimi/);
  await operator.submit(page, {}, { press: ["choice", "confirm"] });
  assert.deepEqual((await standing(lina.id)).roles, ["administrator"]);
  const linas = await atOffice(sso, lina);
  await act(linas, mona.id, "suspend");
  assert.equal((await standing(mona.id)).status, "suspended");
  await act(linas, mona.id, "leave", { when: "now" });
  assert.equal((await standing(mona.id)).status, "suspended", "it takes two");
});

test("two administrators who suspend each other at once leave one of them", async () => {
  const one = await employ(sso, "first.health", "health", "administrator");
  const two = await employ(sso, "second.health", "health", "administrator");
  const [ones, twos] = [await atOffice(sso, one), await atOffice(sso, two)];
  const pages = await Promise.all([
    ones.open(`/office/staff/people/${two.id}/suspend`),
    twos.open(`/office/staff/people/${one.id}/suspend`),
  ]);
  await Promise.all([ones.submit(pages[0], {}), twos.submit(pages[1], {})]);
  const left = await Promise.all([standing(one.id), standing(two.id)]);
  assert.equal(left.filter(({ status }) => status === "active").length, 1);
});

test("a request that nobody decides lapses after seven days", async () => {
  const officer = await employ(sso, "late.officer", "interior", "officer");
  await act(desk, officer.id, "roles", { roles: "registrar" });
  const request = sso.db
    .selectFrom("staff_request")
    .select(["id", "created_at", "expires_at", "state"])
    .where("staff_id", "=", officer.id)
    .where("act", "=", "grant");
  const made = await request.executeTakeFirstOrThrow();
  assert.equal(made.expires_at.getTime() - made.created_at.getTime(), 7 * 86_400_000);
  const past = new Date(0);
  await sso.db
    .updateTable("staff_request")
    .set({ expires_at: past })
    .where("id", "=", made.id)
    .execute();
  await keepDirectory(sso.db);
  assert.equal((await request.executeTakeFirstOrThrow()).state, "expired");
  assert.ok((await eventsAbout(officer.id)).includes("staff.request-expired directory-calendar"));
});

test("employees are found by part of a name in either language", async () => {
  for (const q of ["رنا", "Qasim", "rana.q", "قاسم رنا"]) {
    const page = await desk.open(`/office/staff?q=${encodeURIComponent(q)}`);
    assert.match(textOf(page), /rana.qasim/, q);
  }
  const nobody = await desk.open("/office/staff?q=zzz&offset=-1");
  assert.match(textOf(nobody), /لم نجد أحدا/);
});
