import { createFormBrowser, textOf, type FormBrowser } from "./form-browser.ts";
import { totpCode } from "./people-and-clients.ts";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

const registrars = {
  amani: { username: "amani.saleh", totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA" },
  jihad: { username: "jihad.amro", totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXB" },
  rami: { username: "rami.salameh", totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXC" },
} as const;

const password = "a registrar's password";

/** Two registrars of the Interior, and an officer who is none. */
export const seedRegistrars = async (sso: SsoUnderTest): Promise<void> => {
  for (const { username, totpSecret } of Object.values(registrars)) {
    const roles = [username === "rami.salameh" ? "officer" : "registrar"];
    const name = { ar: `الموظف ${username}`, en: `Employee ${username}` };
    const body = { name, institution: "interior", roles, password, totpSecret };
    const put = await adminPut(sso, `staff/${username}`, body);
    if (!put.ok) throw new Error(await put.text());
  }
};

/** A browser in which this employee has just signed in to the office. */
export const signedInAtOffice = async (
  sso: SsoUnderTest,
  who: keyof typeof registrars,
): Promise<FormBrowser> => {
  const { username, totpSecret } = registrars[who];
  const browser = createFormBrowser(sso.issuer);
  const second = await browser.submit(await browser.open("/office"), { username, password });
  const office = await browser.submit(second, { code: totpCode(totpSecret) });
  if (!office.url.includes("/office")) throw new Error(textOf(office));
  return browser;
};
