import assert from "node:assert/strict";
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { z } from "zod";

export type SignInPerson = Readonly<{ nationalId: string; password: string; phone: string }>;
export type SignInStaff = Readonly<{
  username: string;
  password: string;
  totpSecret?: string | undefined;
}>;

const messages = z.array(z.object({ to: z.string(), text: z.string(), at: z.string() }));

export const readMessages = async (sms: string, phone: string) =>
  messages.parse(await (await fetch(`${sms}/messages?to=${encodeURIComponent(phone)}`)).json());

/** The six digits of the newest message to a phone that came after `count` others. */
export const readCode = async (sms: string, phone: string, count: number): Promise<string> => {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const inbox = await readMessages(sms, phone);
    // Between codes the phone is told of sign-ins too.
    const codes = inbox.slice(count).flatMap(({ text }) => /#(\d{6})$/.exec(text)?.[1] ?? []);
    const code = codes.at(-1);
    if (code) return code;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no sign-in code arrived");
};

export const submit = async (page: Page): Promise<void> => {
  await page.locator("main form button.btn").first().click();
};

const arabicDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

/**
 * Signs a citizen in on the page that asks for it. They type their number in Arabic-Indic digits
 * where `arabic`, as their keyboard writes them. Where they prove anew that it is they, the page
 * knows the number and asks for the rest.
 */
export const signInCitizen = async (
  page: Page,
  sms: string,
  person: SignInPerson,
  options: Readonly<{ arabic: boolean; look: (name: string) => Promise<void> }>,
): Promise<void> => {
  const { nationalId, password, phone } = person;
  await options.look("sign-in");
  const before = (await readMessages(sms, phone)).length;
  const number = page.locator("[name=nationalId]:not([type=hidden])");
  if (await number.count())
    await number.fill(options.arabic ? arabicDigits(nationalId) : nationalId);
  await page.fill("[name=password]", password);
  await submit(page);
  await page.waitForSelector("[name=code]");
  await options.look("sign-in-code");
  const code = await readCode(sms, phone, before);
  await page.fill("[name=code]", options.arabic ? arabicDigits(code) : code);
  await submit(page);
};

/** Signs an official in with password and authenticator. */
export const signInStaff = async (
  page: Page,
  staff: SignInStaff,
  look: (name: string) => Promise<void>,
): Promise<void> => {
  await look("staff-sign-in");
  await page.fill("[name=username]", staff.username);
  await page.fill("[name=password]", staff.password);
  await submit(page);
  await page.waitForSelector("[name=code]");
  assert.ok(staff.totpSecret, "staff sign in with an authenticator");
  await page.fill("[name=code]", new TOTP({ secret: staff.totpSecret }).generate());
  await submit(page);
};
