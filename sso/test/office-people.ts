import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { totpCode } from "./people-and-clients.ts";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

const totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const password = "an employee's password";

export type Colleague = Readonly<{ username: string; id: string }>;

/** Puts an employee with a password and an authenticator into an institution. */
export const employ = async (
  sso: SsoUnderTest,
  username: string,
  institution: string,
  ...roles: string[]
): Promise<Colleague> => {
  const name = { ar: `موظف ${username}`, en: `Employee ${username}` };
  const body = { name, institution, roles, password, totpSecret };
  const answer = await adminPut(sso, `staff/${username}`, body);
  if (!answer.ok) throw new Error(await answer.text());
  const { id } = (await answer.json()) as { id: string };
  return { username, id };
};

/** Fills both steps of a sign-in in as an employee, wherever it began. */
export const signInAs = async (
  sso: SsoUnderTest,
  browser: FormBrowser,
  first: Page,
  who: Readonly<{ username: string; password?: string; totpSecret?: string }>,
): Promise<Page> => {
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
  const second = await browser.submit(first, {
    username: who.username,
    password: who.password ?? password,
  });
  return await browser.submit(second, { code: totpCode(who.totpSecret ?? totpSecret) });
};

/** What an employee types to sign in, with the code of this moment. */
export const typedBy = (username: string) => ({
  username,
  password,
  code: () => totpCode(totpSecret),
});

/** A browser of an employee who is signed in at the office. */
export const atOffice = async (sso: SsoUnderTest, who: Readonly<{ username: string }>) => {
  const browser = createFormBrowser(sso.issuer);
  const page = await signInAs(sso, browser, await browser.open("/office"), who);
  if (new URL(page.url).pathname !== "/office") throw new Error(textOf(page));
  return browser;
};

/** The newest set-up link that was sent to a phone. */
export const setUpLinkFor = (sso: SsoUnderTest, phone: string): string =>
  /https?:\S+\/set-up\/\S+/.exec(
    sso.sms.messages.findLast(({ to, text }) => to === phone && text.includes("/set-up/"))?.text ??
      "",
  )?.[0] ?? "";
