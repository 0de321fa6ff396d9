import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import type { Staff } from "#src/account/account.ts";
import { passwordMaximum } from "#src/credential/password.ts";
import { parseCode } from "#src/otp/otp.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { findStaffById } from "#src/staff/staff-queries.ts";
import { enrolmentUri } from "#src/totp/enrolment.ts";
import { findInstitution } from "./institution-queries.ts";
import { choosePasswordPage, linkAuthenticatorPage } from "./set-up-pages.ts";
import { setUpDonePage, setUpGonePage } from "./set-up-pages.ts";
import { findSetUp, type SetUp } from "./set-up-queries.ts";
import { setUpTexts as texts } from "./set-up-texts.ts";
import { beginSetUp, finishSetUp, staffPasswordMinimum } from "./set-up.ts";

type Open = Readonly<{ code: string; setUp: SetUp; staff: Staff }>;

const gone = (c: AppContext): Response | Promise<Response> =>
  c.html(setUpGonePage(c.get("lang"), c.req.path), 410);

/** Whose set-up the code in the address opens, or the answer that it opens nothing. */
const openSetUp = async (deps: SignInDeps, c: AppContext): Promise<Open | Response> => {
  c.header("cache-control", "no-store");
  const code = c.req.param("code") ?? "";
  const setUp = /^[\w-]{22}$/.test(code)
    ? await findSetUp(deps.db, deps.config.KEY_ENCRYPTION_KEY, code)
    : undefined;
  const staff = setUp && (await findStaffById(deps.db, setUp.staffId));
  return setUp && staff?.status === "invited" ? { code, setUp, staff } : await gone(c);
};

const viewOf = (deps: SignInDeps, c: AppContext, code: string) => ({
  lang: c.get("lang"),
  path: c.req.path,
  csrfToken: deps.csrf.token(c),
  code,
});

const showPassword = async (
  deps: SignInDeps,
  c: AppContext,
  { code, staff }: Open,
  errors: readonly FieldError[] = [],
): Promise<Response> => {
  const institution = await findInstitution(deps.db, staff.institution);
  const name = institution?.name ?? { ar: staff.institution, en: staff.institution };
  const body = choosePasswordPage(viewOf(deps, c, code), { staff, institution: name, errors });
  return c.html(body, errors.length > 0 ? 400 : 200);
};

const showAuthenticator = (
  deps: SignInDeps,
  c: AppContext,
  { code, setUp, staff }: Open,
  errors: readonly FieldError[] = [],
): Response | Promise<Response> => {
  const secret = setUp.totpSecret;
  if (secret === undefined) return c.redirect(`/set-up/${code}`, 303);
  const shown = { secret, uri: enrolmentUri(secret, "Hukumati", staff.username), errors };
  return c.html(linkAuthenticatorPage(viewOf(deps, c, code), shown), errors.length > 0 ? 400 : 200);
};

const passwordError = (password: string, username: string): FieldError | undefined => {
  const wrong = (text: FieldError["text"]): FieldError => ({ name: "password", text });
  if (password === "") return wrong(texts.passwordEmpty);
  if (password.length > passwordMaximum) return wrong(texts.passwordLong);
  if (password.length < staffPasswordMinimum) return wrong(texts.passwordShort);
  return password.toLowerCase() === username ? wrong(texts.passwordIsName) : undefined;
};

const takePassword = async (deps: SignInDeps, c: AppContext, open: Open): Promise<Response> => {
  const password = typedForm(await c.req.parseBody())["password"] ?? "";
  const wrong = passwordError(password, open.staff.username);
  if (wrong) return await showPassword(deps, c, open, [wrong]);
  const hash = await deps.passwords.hash(password);
  if (!hash.ok) {
    c.header("retry-after", "5");
    return await showPassword(deps, c, open, [{ text: texts.busy }]);
  }
  await beginSetUp(keyedDeps(deps), open.staff.id, hash.value);
  return c.redirect(`/set-up/${open.code}/authenticator`, 303);
};

const takeCode = async (deps: SignInDeps, c: AppContext, open: Open): Promise<Response> => {
  const again = async (text: FieldError["text"]): Promise<Response> =>
    await showAuthenticator(deps, c, open, [{ name: "code", text }]);
  const code = parseCode(typedForm(await c.req.parseBody())["code"] ?? "");
  if (!code.ok) return await again(code.error === "empty" ? texts.codeEmpty : texts.codeShape);
  const finished = await finishSetUp(
    keyedDeps(deps),
    open.code,
    code.value,
    requestOrigin(deps, c),
  );
  if (finished.ok) return c.redirect("/set-up/done", 303);
  return finished.error === "wrong" ? await again(texts.codeWrong) : await gone(c);
};

/** `/set-up/…`: an employee chooses a password and links an authenticator, by a one-time code. */
export const addSetUpRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/set-up/done", (c) => c.html(setUpDonePage(c.get("lang"), c.req.path)));

  app.get("/set-up/:code", async (c) => {
    const open = await openSetUp(deps, c);
    return open instanceof Response ? open : await showPassword(deps, c, open);
  });
  app.post("/set-up/:code", async (c) => {
    const open = await openSetUp(deps, c);
    return open instanceof Response ? open : await takePassword(deps, c, open);
  });
  app.get("/set-up/:code/authenticator", async (c) => {
    const open = await openSetUp(deps, c);
    return open instanceof Response ? open : await showAuthenticator(deps, c, open);
  });
  app.post("/set-up/:code/authenticator", async (c) => {
    const open = await openSetUp(deps, c);
    return open instanceof Response ? open : await takeCode(deps, c, open);
  });
};
