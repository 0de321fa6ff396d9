import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { splitDate } from "@gov/kit/ui/typed-date.ts";
import { localDate } from "@gov/country/time-zone.ts";
import type { Account } from "#src/account/account.ts";
import { requireCitizen } from "#src/account/own-session.ts";
import { listClientsRepresenting } from "#src/client/client-queries.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { refund, takeTry } from "#src/throttle/throttle-queries.ts";
import { giveFailureTexts, pageTexts as texts } from "./page-texts.ts";
import { readGift, typedGift, type Gift, type TypedGift } from "./give-form.ts";
import { findRepresentative, giveMandate } from "./give-mandate.ts";
import { checkGiftPage, givePage } from "./give-pages.ts";
import { listPath, mandatePath } from "./mandate-pages.ts";
import { maskedName } from "./mandate-view.ts";

const formPath = `${listPath}/new`;
const recentS = 600;
/** Writing it takes a while: the sign-in that opened the form may grow this old. */
const whileWritingS = 1_800;

type Written = Readonly<{ giver: Account; typed: TypedGift; gift: Gift }>;

const showForm = async (
  deps: SignInDeps,
  c: AppContext,
  typed: TypedGift,
  errors: readonly FieldError[] = [],
): Promise<Response> => {
  const services = await listClientsRepresenting(deps.db, "attorney");
  const view = { lang: c.get("lang"), path: formPath, csrfToken: deps.csrf.token(c) };
  return c.html(givePage(view, { typed, services, errors }), errors.length > 0 ? 400 : 200);
};

/** Reads the form of someone who signed in a short while ago, or the answer to give instead. */
const readWritten = async (deps: SignInDeps, c: AppContext): Promise<Written | Response> => {
  const need = { withinS: whileWritingS, back: formPath };
  const session = await requireCitizen(deps, c, need);
  if (session instanceof Response) return session;
  const posted = await c.req.parseBody({ all: true });
  const typed = typedGift(posted);
  if (posted["choice"] === "change") return await showForm(deps, c, typed);
  const known = await listClientsRepresenting(deps.db, "attorney");
  const { gift, errors } = readGift(typed, {
    ownNationalId: session.person.nationalId,
    known: known.map(({ clientId }) => clientId),
    now: new Date(),
  });
  return gift ? { giver: session.person, typed, gift } : await showForm(deps, c, typed, errors);
};

const onNumber = (text: FieldError["text"]): FieldError[] => [{ name: "nationalId", text }];

const check = async (deps: SignInDeps, c: AppContext, written: Written): Promise<Response> => {
  const { giver, typed, gift } = written;
  // Numbers that lead nowhere are counted: this page is no way to find out who has an account.
  const counted = [deps.buckets("mandate/account", giver.id)];
  const taken = await takeTry(deps.db, counted);
  if (!taken.ok) return await showForm(deps, c, typed, onNumber(texts.tooMany));
  const found = await findRepresentative(deps.db, giver, gift.nationalId);
  if (!found.ok) {
    return await showForm(deps, c, typed, onNumber(giveFailureTexts[found.error]));
  }
  const services = await listClientsRepresenting(deps.db, "attorney");
  const names = new Map(services.map(({ clientId, name }) => [clientId, name]));
  const view = { lang: c.get("lang"), path: formPath, csrfToken: deps.csrf.token(c) };
  const name = maskedName(found.value.name);
  return c.html(checkGiftPage(view, { typed, gift, name, services: names }));
};

const give = async (deps: SignInDeps, c: AppContext, written: Written): Promise<Response> => {
  const { giver, typed, gift } = written;
  const given = await giveMandate(deps.db, giver, gift);
  if (!given.ok) return await showForm(deps, c, typed, onNumber(giveFailureTexts[given.error]));
  await refund(deps.db, [deps.buckets("mandate/account", giver.id)]);
  return c.redirect(`${mandatePath(given.value.id)}?done=propose`, 303);
};

/** Giving a power of attorney: the form, the check, and the giving. */
export const addGiveRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(formPath, async (c) => {
    const session = await requireCitizen(deps, c, { withinS: recentS });
    if (session instanceof Response) return session;
    const today = splitDate(localDate(new Date()));
    const until = { day: "", month: "", year: "" };
    return await showForm(deps, c, { nationalId: "", reach: "", services: [], from: today, until });
  });
  app.post(formPath, async (c) => {
    const written = await readWritten(deps, c);
    return written instanceof Response ? written : await check(deps, c, written);
  });
  app.post(listPath, async (c) => {
    const written = await readWritten(deps, c);
    return written instanceof Response ? written : await give(deps, c, written);
  });
};
