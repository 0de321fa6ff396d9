import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { decodeJwt } from "jose";
import { keepDirectory } from "#src/directory/leavers.ts";
import { createFormBrowser, type FormBrowser } from "./form-browser.ts";
import { atOffice, employ, signInAs } from "./office-people.ts";
import { beginSignIn, clients, seed } from "./people-and-clients.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { startRelyingParty, type RelyingParty } from "./told-service.ts";

let office: RelyingParty;
let sso: SsoUnderTest;
let desk: FormBrowser;
before(async () => {
  office = await startRelyingParty();
  const environment = { OUTBOUND_HOSTS: office.host };
  sso = await startSso((url) => Promise.resolve(url), { environment });
  await seed(sso);
  const told = { ...clients.backoffice, backchannelLogoutUri: `${office.url}/logout` };
  assert.ok((await adminPut(sso, "clients/backoffice", told)).ok);
  await adminPut(sso, "institutions/interior", {
    name: { ar: "وزارة الداخلية", en: "Ministry of Interior" },
    roles: ["officer", "supervisor", "administrator"],
  });
  desk = await atOffice(sso, await employ(sso, "fadi.nasser", "interior", "administrator"));
});
after(async () => {
  await Promise.all([sso.close(), office.close()]);
});
beforeEach(async () => {
  Object.assign(office, { tokens: [], asked: 0 });
  await sso.db.deleteFrom("throttle").execute();
});

/** An employee who is signed in at the back office, and the session that it knows. */
const atWork = async (username: string) => {
  const { id } = await employ(sso, username, "interior", "officer", "supervisor");
  const attempt = await beginSignIn(sso, "backoffice");
  const browser = createFormBrowser(sso.issuer);
  const page = await signInAs(sso, browser, await browser.open(attempt.url), { username });
  const tokens = await attempt.finish(page.leftTo ?? "");
  return { id, sid: tokens.claims()?.["sid"], username };
};
type AtWork = Awaited<ReturnType<typeof atWork>>;

const act = async ({ id }: AtWork, name: string, values: Record<string, string> = {}) =>
  await desk.submit(await desk.open(`/office/staff/people/${id}/${name}`), values);

const confirmMove = async (): Promise<void> => {
  const there = await atOffice(sso, await employ(sso, "issam", "transport", "administrator"));
  const page = await there.open("/office/staff/requests");
  await there.submit(page, {}, { press: ["choice", "confirm"] });
};

const lastDayIsOver = async ({ id }: AtWork): Promise<void> => {
  const past = { leaves_on: "2026-01-01" };
  await sso.db.updateTable("staff").set(past).where("id", "=", id).execute();
  await keepDirectory(sso.db);
};

/** What ends an employee's access. */
const ends: Readonly<Record<string, (who: AtWork) => Promise<unknown>>> = {
  "is suspended": (who) => act(who, "suspend"),
  "leaves at once": (who) => act(who, "leave", { when: "now" }),
  "has had their last day": lastDayIsOver,
  "loses a role": (who) => act(who, "roles", { roles: "officer" }),
  "has a role less by the institution's system": (who) =>
    employ(sso, who.username, "interior", "officer"),
  "has another institution by its system": (who) =>
    employ(sso, who.username, "transport", "officer", "supervisor"),
  "has to set up anew": (who) => act(who, "reset"),
  "has moved": async (who) => {
    await act(who, "move", { institution: "transport", roles: "officer" });
    await confirmMove();
  },
};

for (const [index, [what, end]] of Object.entries(ends).entries()) {
  test(`services are told of the session of an employee who ${what}`, async () => {
    const who = await atWork(`worker-${index}`);
    const other = await atWork(`other-${index}`);
    await end(who);
    await sso.deliver();
    const told = office.tokens.map((token) => decodeJwt(token));
    assert.deepEqual(
      told.map(({ aud, sub, sid }) => ({ aud, sub, sid })),
      [{ aud: "backoffice", sub: who.id, sid: who.sid }],
    );
    const ended = await sso.db
      .selectFrom("person_session")
      .select(["person_id", "ended_by"])
      .where("person_id", "in", [who.id, other.id])
      .where("ended_at", "is not", null)
      .execute();
    assert.deepEqual(ended, [{ person_id: who.id, ended_by: "operator" }]);
  });
}
