import assert from "node:assert/strict";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { signInAs } from "./office-people.ts";
import { amal, clients, murad } from "./people-and-clients.ts";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

/** A person who is nobody real, as seeds and operators make them. */
export const tester = {
  nationalId: "400000014",
  password: "a tester's password",
  phone: "+970599123499",
  name: { ar: "شخص تجربة", en: "Test Person" },
};

const roles = {
  "fatima.admin": ["transport", ["administrator"]],
  "rami.admin": ["health", ["administrator"]],
  "salma.op": ["mtit", ["operator"]],
  "tamer.op": ["mtit", ["operator"]],
  // One who would judge their own requests, if four eyes were only a habit.
  "both.hats": ["transport", ["administrator", "operator"]],
} as const;
export type Employee = keyof typeof roles;

/** An institution's administrators, operators, a test person and a real one. */
export const seedConsole = async (sso: SsoUnderTest): Promise<void> => {
  const { nationalId, name, phone, password } = tester;
  const person = { name, phone, password, dateOfBirth: "1990-01-01", test: true };
  const puts = [
    adminPut(sso, `accounts/${amal.nationalId}`, amal.body),
    adminPut(sso, `accounts/${nationalId}`, person),
    adminPut(sso, "clients/backoffice", clients.backoffice),
    ...Object.entries(roles).map(([username, [institution, its]]) =>
      adminPut(sso, `staff/${username}`, { ...murad.body, institution, roles: its }),
    ),
  ];
  for (const put of puts) {
    const response = await put;
    if (!response.ok) throw new Error(await response.text());
  }
};

/** A browser in which this employee is signed in. */
export const employeeAt = async (sso: SsoUnderTest, username: Employee): Promise<FormBrowser> => {
  const browser = createFormBrowser(sso.issuer);
  const { password, totpSecret } = murad;
  const first = await browser.open("/office/clients");
  const page = await signInAs(sso, browser, first, { username, password, totpSecret });
  assert.equal(new URL(page.url).pathname, "/office/clients", textOf(page));
  return browser;
};

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Posts a form of the page at `from` with these fields, as a browser without script would. */
export const post = async (
  browser: FormBrowser,
  from: string,
  action: string,
  fields: Fields = {},
): Promise<Page> => {
  const page = await browser.open(from);
  const token = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
  const body = new URLSearchParams({ _csrf: token });
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  return await browser.open(action, { method: "POST", body });
};

export const permits = {
  clientId: "permits",
  nameAr: "رخص البناء",
  nameEn: "Building permits",
  kind: "web",
  homeUrl: "https://permits.example/",
  redirectUris: "https://permits.example/callback",
  postLogoutRedirectUris: "",
  scope: ["profile"],
  "purpose-profile-ar": "لنكتب اسمك على الرخصة",
  "purpose-profile-en": "To write your name on the permit",
  pairwise: "no",
  proof: "secret",
} as const;

export const checks = { check: ["owner", "addresses", "claims", "keys"] } as const;
