import type { FormBrowser, Page } from "./form-browser.ts";
import type { Described } from "./registry-behind-exchange.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

/** What people choose in these tests. */
export const password = "شباك قهوة غيمة";

/** Answers the four questions about identity; gives the page after the last. */
export const claim = async (
  browser: FormBrowser,
  who: Described,
  start = "/register",
): Promise<Page> => {
  const { nationalId, firstName, familyName, dateOfBirth, documentKind, documentNumber } = who;
  let page = await browser.submit(await browser.open(start), {});
  page = await browser.submit(page, { nationalId });
  page = await browser.submit(page, { firstName, familyName });
  page = await browser.submit(page, dateOfBirth);
  return await browser.submit(page, { documentKind, documentNumber });
};

/** Phone, code, password, terms; gives the page that ends a registration. */
export const finish = async (
  sso: SsoUnderTest,
  browser: FormBrowser,
  phonePage: Page,
  phone: string,
): Promise<Page> => {
  let page = await browser.submit(phonePage, { phone });
  page = await browser.submit(page, { code: sso.sms.codeFor(phone) });
  page = await browser.submit(page, { password, passwordAgain: password });
  return await browser.submit(page, { agree: "yes" });
};
