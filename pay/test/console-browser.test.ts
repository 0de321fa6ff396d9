import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axeFaults } from "@gov/dev/axe.ts";
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser } from "@gov/dev/browser.ts";
import { ROOT } from "@gov/dev/folders.ts";
import { addInterior, dina, hanan, mona, payBill, type Member } from "./console-world.ts";
import { openBreaks } from "./reconciliation-pages.ts";
import { newBill, openPayWorld, until, type PayWorld } from "./pay-world.ts";
import { settleForPages } from "./settlement-pages.ts";
import { startTreasuryBank, type TreasuryBankParty } from "./treasury-bank.ts";

let world: PayWorld;
let treasuryBank: TreasuryBankParty;
let chromium: Browser;
let paths: string[] = [];
/** `PICTURES=1` keeps a picture of every page, in both languages and widths, to look at. */
const keepsPictures = process.env["PICTURES"] === "1";
const pictures = join(ROOT, "artefacts", "console");

before(async () => {
  mkdirSync(pictures, { recursive: true });
  treasuryBank = await startTreasuryBank();
  [world, chromium] = await Promise.all([openPayWorld(treasuryBank.environment), launchBrowser()]);
  await addInterior(world);
  const eventTypes = ["bill.paid"];
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const endpoint = { url: `${world.issuer.url}/jwks`, secret, clientId: "portal", eventTypes };
  await world.portal("PUT", "/v1/webhook-endpoints/portal", endpoint);
  const splits = [
    { billerCode: "transport", amountMinor: "21000" },
    { billerCode: "interior", amountMinor: "10200" },
  ];
  const { bill, charge, payment } = await payBill(world, {
    splits,
    serviceType: "vehicle-licence",
  });
  await payBill(world, { amount: { amountMinor: "12500", currency: "JOD" } });
  const open = await world.portal("POST", "/v1/bills", newBill());
  const asked = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, {
    amount: { amountMinor: "5000", currency: "ILS" },
    reason: "serviceNotGiven",
    note: "كتاب المديرية رقم 17/2026",
  });
  const account = await until(
    async () =>
      await world.db
        .selectFrom("ledger_account")
        .selectAll()
        .where("institution_id", "=", "transport")
        .executeTakeFirst(),
  );
  const transfer = `/console/ledger/transfers/transport/${await transferOf(payment.id)}`;
  const upload = await world.portal("POST", "/v1/bill-uploads", {
    billerCode: "transport",
    format: "csv",
  });
  // A page of a file that is under way renews itself, also while it is looked at.
  await world.portal("POST", `/v1/bill-uploads/${upload.json.id}/cancel`);
  paths = [
    "/console",
    "/console/bills",
    "/console/bills?q=nothing-like-it",
    "/console/bills/new",
    `/console/bills/${bill.id}`,
    `/console/bills/${open.json.id}`,
    "/console/payments?from=2026-02-01&rail=card",
    `/console/payments/${payment.id}`,
    "/console/refunds",
    `/console/refunds/${asked.json.id}`,
    "/console/refund-limits",
    "/console/webhooks",
    "/console/webhooks/portal",
    "/console/webhooks/portal/replay?since=2026-01-01",
    `/console/webhooks/portal/replay?message=${await messageOf()}`,
    "/console/clients",
    "/console/test-mode",
    "/console/uploads",
    `/console/uploads/${upload.json.id}`,
    "/console/ledger",
    `/console/ledger/accounts/transport/${account.id}`,
    transfer,
    ...(await settleForPages(world, treasuryBank)),
    ...(await openBreaks(world, [charge])),
  ];
});
after(async () => {
  await chromium.close();
  await world.close();
  await treasuryBank.close();
});

/** The message of what the endpoint was told first. */
const messageOf = async (): Promise<string> => {
  const logged = await until(
    async () => await world.db.selectFrom("webhook_delivery").selectAll().executeTakeFirst(),
  );
  return logged.message_id;
};

const transferOf = async (paymentId: string): Promise<string> => {
  const payment = await world.db
    .selectFrom("payment")
    .select("transfer_id")
    .where("id", "=", paymentId)
    .executeTakeFirstOrThrow();
  return payment.transfer_id;
};

/** A browser without scripts, signed in. */
const enter = async (member: Member, lang: string, width: number): Promise<BrowserContext> => {
  const { username, institution, role } = member;
  world.issuer.signInAs({ username, institution, roles: [role], name: "سامي عودة" });
  const context = await chromium.newContext({
    viewport: { width, height: 844 },
    javaScriptEnabled: false,
  });
  await context.addCookies([{ name: "lang", value: lang, url: world.url }]);
  const page = await context.newPage();
  await page.goto(`${world.url}/console/signin`);
  assert.equal(new URL(page.url()).pathname, "/console");
  return context;
};

const nameOf = (path: string): string =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
    .replace(/\W+/g, "-")
    .replace(/^-|-$/g, "");

// Axe takes a second a page: it looks at every page once, in one language and width or the other.
for (const [member, lang, width, judged] of [
  [mona, "ar", 390, 0],
  [dina, "ar", 1280, undefined],
  [hanan, "en", 390, undefined],
  [mona, "en", 1280, 1],
] as const) {
  test(`without scripts, ${lang}, ${width} px: fits, says its language, and axe finds nothing`, async () => {
    const context = await enter(member, lang, width);
    // The judge is a script itself: it looks at the very page in a window with scripts.
    const judging = await chromium.newContext({ viewport: { width, height: 844 } });
    try {
      const [page, judge] = [await context.newPage(), await judging.newPage()];
      for (const [index, path] of paths.entries()) {
        // An officer sends no message again.
        if (member === dina && path.includes("/replay")) continue;
        // Runs are the treasury's.
        if (member !== mona && path.includes("/runs/")) continue;
        // Only the treasury compares rails' files with the books.
        if (member !== mona && path.includes("/reconciliation")) continue;
        const response = await page.goto(world.url + path);
        assert.equal(response?.status(), 200, path);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        const name = `${nameOf(path)}-${lang}-${width}.png`;
        if (keepsPictures) await page.screenshot({ path: join(pictures, name), fullPage: true });
        const over = await page
          .locator("html")
          .evaluate((root) => root.scrollWidth - root.clientWidth);
        assert.ok(over <= 0, `${path} is ${over} px too wide`);
        if (index % 2 !== judged) continue;
        const body = await page.content();
        await judge.route(world.url + path, (route) =>
          route.fulfill({ body, contentType: "text/html" }),
        );
        await judge.goto(world.url + path);
        assert.deepEqual(await axeFaults(judge), [], path);
      }
    } finally {
      await context.close();
      await judging.close();
    }
  });
}

test("test mode without scripts: the banner stands on every page, from the bill to the bank", async () => {
  const context = await enter(dina, "ar", 390);
  const judging = await chromium.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const [page, judge] = [await context.newPage(), await judging.newPage()];
    const look = async (name: string): Promise<void> => {
      assert.ok(await page.locator(".testing").isVisible(), name);
      const picture = join(pictures, `${name}-ar-390.png`);
      if (keepsPictures) await page.screenshot({ path: picture, fullPage: true });
      const body = await page.content();
      const url = page.url();
      await judge.route(url, (route) => route.fulfill({ body, contentType: "text/html" }));
      await judge.goto(url);
      assert.deepEqual(await axeFaults(judge), [], name);
    };
    await page.goto(`${world.url}/console/test-mode`);
    await page.locator("main form button").click();
    await look("test-console");
    await page.goto(`${world.url}/console/bills/new`);
    await page.fill("[name=reference]", "TRY-1");
    await page.fill("[name=descriptionAr]", "تجربة نقل ملكية");
    await page.fill("[name=descriptionEn]", "Trial of a transfer");
    await page.fill("[name=amount]", "12.50");
    await page.locator("main form button").click();
    await look("test-bill");
    await page.locator("main .facts a[href*='/pay/']").click();
    await look("test-payer");
    await page.locator("main form button").first().click();
    await look("test-bank");
  } finally {
    await context.close();
    await judging.close();
  }
});
