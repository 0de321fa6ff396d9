import type { FormBrowser } from "./form-browser.ts";
import { atOffice, employ, typedBy } from "./office-people.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

const registrars = {
  amani: { username: "amani.saleh", role: "registrar" },
  jihad: { username: "jihad.amro", role: "registrar" },
  rami: { username: "rami.salameh", role: "officer" },
} as const;

/** Two registrars of the Interior, and an officer who is none. */
export const seedRegistrars = async (sso: SsoUnderTest): Promise<void> => {
  for (const { username, role } of Object.values(registrars)) {
    await employ(sso, username, "interior", role);
  }
};

/** A browser in which this employee has just signed in to the office. */
export const signedInAtOffice = async (
  sso: SsoUnderTest,
  who: keyof typeof registrars,
): Promise<FormBrowser> => await atOffice(sso, registrars[who]);

/** What an employee types to sign in, with the code of this moment. */
export const registrarOf = (who: keyof typeof registrars) => typedBy(registrars[who].username);
