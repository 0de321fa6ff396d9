import { exportJWK } from "jose";
import { decodeAndVerifySummary } from "@gov/kit/document/cose-qr.ts";
import { scannedSummary } from "@gov/kit/document/document-summary.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import type { PayDeps } from "#src/deps.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { isLeafOf } from "#src/receipt-log/inclusion.ts";
import { findPlace } from "#src/receipt-log/inclusion-queries.ts";
import { checkPage, wrongCodePage } from "./check-page.ts";
import { printReceipt, type ReceiptPress } from "./receipt-document.ts";
import { noReceiptPage, receiptPage, refundedOf } from "./receipt-page.ts";
import { findReceipt, type ReceiptRow } from "./receipt-queries.ts";
import { parseReceiptNumber } from "./receipt.ts";
import { listReceiptKeys } from "./signing-key-queries.ts";

const findTyped = async (deps: PayDeps, typed: string): Promise<ReceiptRow | undefined> => {
  const number = parseReceiptNumber(typed);
  return number === undefined ? undefined : await findReceipt(deps.db, number);
};

/** A receipt's page and PDF for whoever has its number; the check of a scanned one; the keys. */
export const addReceiptRoutes = (app: HttpApp, deps: PayDeps, press: ReceiptPress): void => {
  app.get("/receipts/:file{.+\\.pdf}", async (c) => {
    const receipt = await findTyped(deps, c.req.param("file").slice(0, -4));
    // A sealed paper about no money would be a forger's gift.
    if (!receipt?.live) return c.html(noReceiptPage(frameOf(c, "/")), 404);
    const pdf = await printReceipt(press, receipt, c.get("lang"));
    return c.body(Uint8Array.from(pdf), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="receipt-${receipt.number}.pdf"`,
    });
  });
  app.get("/r/:number", (c) => {
    const number = parseReceiptNumber(c.req.param("number"));
    return number === undefined
      ? c.html(noReceiptPage(frameOf(c, "/")), 404)
      : c.redirect(`/receipts/${number}`, 303);
  });
  app.get("/receipts/:number", async (c) => {
    const receipt = await findTyped(deps, c.req.param("number"));
    if (!receipt) return c.html(noReceiptPage(frameOf(c, "/")), 404);
    const place = receipt.live ? await findPlace(deps.db, receipt.number) : undefined;
    return c.html(receiptPage(frameOf(c), receipt, place));
  });
  app.get("/V/:code", async (c) => {
    const keys = await listReceiptKeys(deps.db);
    const code = c.req.param("code");
    const checked = decodeAndVerifySummary(code, (kid) => keys.get(kid));
    if (!checked.ok) return c.html(wrongCodePage(frameOf(c)), 404);
    const summary = checked.value;
    const receipt = await findTyped(deps, summary.number);
    const refunded = receipt && refundedOf(receipt);
    const place = await findPlace(deps.db, summary.number);
    const isLogged = place !== undefined && isLeafOf(scannedSummary(code), place);
    return c.html(
      checkPage(frameOf(c), { summary, refunded, place: isLogged ? place : undefined }),
    );
  });
  app.get("/.well-known/receipt-keys.json", async (c) => {
    const keys = [...(await listReceiptKeys(deps.db))].map(async ([kid, key]) => ({
      ...(await exportJWK(key)),
      kid,
      use: "sig",
    }));
    return c.json({ keys: await Promise.all(keys) });
  });
};
