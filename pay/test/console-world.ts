import assert from "node:assert/strict";
import { openBrowser, type Browser } from "./browser.ts";
import { newBill, transport, until, type Json, type PayWorld } from "./pay-world.ts";

/** A second institution beside the ministry of transport. */
export const addInterior = async (world: PayWorld): Promise<void> =>
  void (await world.portal("PUT", "/v1/billers/interior", {
    ...transport,
    institution: "interior",
  }));

/** A bill that somebody paid by card, and its payment. */
export const payBill = async (
  world: PayWorld,
  more: object = {},
): Promise<{ bill: Json; charge: Json; payment: Json }> => {
  const bill = await world.portal("POST", "/v1/bills", newBill(more));
  assert.equal(bill.status, 201, JSON.stringify(bill.json));
  const path = `/v1/bills/${bill.json.id}`;
  const charge = await world.portal("POST", `${path}/charges`, { rail: "card" });
  await world.bank.pay(charge.json.redirectUrl);
  const payment = await until(async () => {
    const found = await world.portal("GET", `${path}/payments`);
    return found.json.payments[0];
  });
  return { bill: bill.json, charge: charge.json, payment };
};

export type Member = Readonly<{ username: string; institution: string; role: string }>;
export const dina = { username: "dina.masri", institution: "transport", role: "officer" };
export const hanan = { username: "hanan.barghouthi", institution: "transport", role: "supervisor" };
export const issam = { username: "issam.khoury", institution: "transport", role: "administrator" };
export const rami = { username: "rami.salameh", institution: "interior", role: "officer" };
export const mona = { username: "mona.abdo", institution: "finance", role: "administrator" };

/** A browser in which a member of staff has signed in. */
export const signInAs = async (
  world: PayWorld,
  { username, institution, role }: Member,
  lang: "ar" | "en" = "ar",
): Promise<Browser> => {
  world.issuer.signInAs({ username, institution, roles: [role], name: "سامي عودة" });
  const browser = openBrowser(world.url, lang);
  const atProvider = await browser.go((await browser.go("/console/signin")).location);
  const back = await browser.go(atProvider.location);
  assert.equal(back.location, "/console", back.text);
  return browser;
};

/** The values of a page's hidden fields, and its token. */
export const hiddenOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );
