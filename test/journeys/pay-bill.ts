import { submit } from "./sign-in.ts";
import type { Visitor } from "./visitor.ts";

const cardNumber = "2223000000000007";

/** The bill that is open, paid on the acquirer's page with the bank's code. */
export const payOpenBill = async ({ page, look }: Visitor, pay: string): Promise<void> => {
  const atPay = (url: URL): boolean => url.origin === new URL(pay).origin;
  await page.waitForURL(atPay);
  await look("bill");
  await page.check("input[name=rail][value=card]");
  await submit(page);
  await page.waitForSelector("[name=number]");
  await page.fill("[name=number]", cardNumber);
  await page.fill("[name=expiry]", "12/39");
  await page.fill("[name=cvv]", "100");
  await page.locator("main button").first().click();
  await page.waitForSelector("output.code");
  await page.fill("[name=code]", await page.locator("output.code").innerText());
  await page.locator("button[value=confirm]").click();
  await page.waitForURL(atPay);
  await look("paid");
};

/** From the application's page to the bill, paid by card. */
export const payByCard = async (visitor: Visitor, pay: string): Promise<void> => {
  await visitor.page.locator("form[action$='/pay'] button").first().click();
  await payOpenBill(visitor, pay);
};
