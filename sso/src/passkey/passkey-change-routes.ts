import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { t, type Text } from "@gov/kit/text.ts";
import type { Person } from "#src/account/account.ts";
import { addRemovalRoutes, type Removal } from "#src/security/removal-routes.ts";
import { addFactor, tellChange } from "#src/security/security.ts";
import { done, requireFresh } from "#src/security/security-context.ts";
import { securityPath, securityView } from "#src/security/security-context.ts";
import { securityTexts as texts } from "#src/security/security-texts.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { isOwnChallenge, newChallenge } from "./passkey-challenge.ts";
import { newPasskeyPage } from "./passkey-change-pages.ts";
import { deletePasskey, insertPasskey, listPasskeys, spendChallenge } from "./passkey-queries.ts";
import { parsePasskeyName, suggestedName } from "./passkey-name.ts";
import { challengeIn, readAttestation, registrationOptions, siteOf } from "./passkey.ts";
import { verifyAttestation, type NewPasskey } from "./passkey.ts";

/** How many passkeys a person may have. */
const most = 20;
const longestAnswer = 14_000;
const newPath = `${securityPath}/passkeys/new`;
const siteName: Text = { ar: "الدخول الموحد", en: "Government sign-in" };

const aboutRegistration = (person: Person): string => `passkey of ${person.id}`;

const showNew = async (
  deps: SignInDeps,
  c: AppContext,
  person: Person,
  shown: Readonly<{ name: string; error?: Text; status?: 400 }>,
): Promise<Response> => {
  const { config, db } = deps;
  const lang = c.get("lang");
  const options = await registrationOptions(siteOf(config.PUBLIC_URL), {
    siteName: t(siteName, lang),
    personId: person.id,
    personName: t(person.name, lang),
    challenge: newChallenge(config.KEY_ENCRYPTION_KEY, aboutRegistration(person)),
    have: await listPasskeys(db, person.id),
  });
  const view = securityView(deps, c, newPath);
  const { name, error } = shown;
  const markup = newPasskeyPage(view, { name, error, options: JSON.stringify(options) });
  return c.html(markup, shown.status ?? 200);
};

/** The key in the form, checked; undefined when it is not one that was made for this page. */
const readNew = async (
  deps: SignInDeps,
  person: Person,
  typed: unknown,
): Promise<NewPasskey | undefined> => {
  const { config, db } = deps;
  const given =
    typeof typed === "string" && typed.length <= longestAnswer ? readAttestation(typed) : undefined;
  if (!given) return undefined;
  const challenge = challengeIn(given.response);
  const about = aboutRegistration(person);
  if (!isOwnChallenge(config.KEY_ENCRYPTION_KEY, about, challenge)) return undefined;
  const made = await verifyAttestation(siteOf(config.PUBLIC_URL), given, challenge);
  return made.ok && (await spendChallenge(db, challenge)) ? made.value : undefined;
};

const takeNew = async (deps: SignInDeps, c: AppContext, person: Person): Promise<Response> => {
  const body = await c.req.parseBody();
  const typed = typeof body["name"] === "string" ? body["name"].slice(0, 200) : "";
  const refuse = async (error: Text) =>
    await showNew(deps, c, person, { name: typed, error, status: 400 });
  const name = parsePasskeyName(typed);
  if (!name.ok) return await refuse(name.error === "empty" ? texts.nameEmpty : texts.nameLong);
  const made = await readNew(deps, person, body["answer"]);
  if (!made) return await refuse(texts.passkeyRefused);
  const outcome = await addFactor(deps.db, person, async (tx) => {
    if ((await listPasskeys(tx, person.id)).length >= most) return "too-many";
    if (!(await insertPasskey(tx, person.id, name.value, made))) return "known";
    await tellChange(tx, person, {
      event: "passkey.added",
      origin: requestOrigin(deps, c),
      notice: "factor-added",
      factor: texts.passkey,
      detail: { synced: made.synced },
    });
    return "added";
  });
  if (outcome === "too-many") return await refuse(texts.tooMany);
  if (outcome === "known") return await refuse(texts.passkeyKnown);
  return done(c, "passkey-added");
};

const removal: Removal = {
  path: "passkeys/:id/remove",
  texts: { title: texts.removePasskeyTitle, body: texts.removePasskeyBody, submit: texts.remove },
  list: listPasskeys,
  remove: deletePasskey,
  event: "passkey.removed",
  factor: texts.passkey,
};

/** Adding and removing passkeys. */
export const addPasskeyChangeRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(newPath, async (c) => {
    const session = await requireFresh(deps, c, newPath);
    if (session instanceof Response) return session;
    const name = suggestedName(c.req.header("user-agent"), c.get("lang"));
    return await showNew(deps, c, session.person, { name });
  });
  app.post(newPath, async (c) => {
    const session = await requireFresh(deps, c, newPath);
    return session instanceof Response ? session : await takeNew(deps, c, session.person);
  });
  addRemovalRoutes(app, deps, removal);
};
