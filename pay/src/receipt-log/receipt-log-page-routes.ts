import { der, readDer, sequence } from "@gov/kit/document/der.ts";
import { scannedSummary } from "@gov/kit/document/document-summary.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { PayDeps } from "#src/deps.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { noReceiptPage } from "#src/receipt/receipt-page.ts";
import { parseReceiptNumber } from "#src/receipt/receipt.ts";
import { listReceiptKeys } from "#src/receipt/signing-key-queries.ts";
import { checkInclusion } from "./check-inclusion.ts";
import { dayPage, noDayPage } from "./day-page.ts";
import { daysPage } from "./days-page.ts";
import { proveInclusion } from "./inclusion.ts";
import { daySchema } from "./inclusion-proof.ts";
import { awaitedPage, inclusionPage } from "./inclusion-page.ts";
import { findDay, findPlace, listDays } from "./inclusion-queries.ts";
import { logTexts } from "./log-texts.ts";
import type { TimestampSettings } from "./timestamp-config.ts";

const daysAtOnce = 30;
const forEver = "public, max-age=31536000, immutable";

type Log = Readonly<{ deps: PayDeps; authority: TimestampSettings | undefined }>;

const showDays = async (
  c: AppContext,
  { deps, authority }: Log,
  wrong: { typed: string; error: Text } | undefined,
): Promise<Response> => {
  const before = daySchema.safeParse(c.req.query("before"));
  const rows = await listDays(deps.db, { before: before.data, limit: daysAtOnce + 1 });
  const days = rows.slice(0, daysAtOnce);
  const nextBefore = rows.length > daysAtOnce ? days.at(-1)?.day : undefined;
  const isStamped = authority !== undefined;
  const frame = frameOf(c, wrong ? "/receipt-days" : undefined);
  return c.html(daysPage(frame, { days, nextBefore, isStamped, ...wrong }), wrong ? 422 : 200);
};

/** The whole answer of an authority that granted this token (RFC 3161 §2.4.2), as tools read it. */
const grantedAnswer = (token: Uint8Array): Uint8Array =>
  sequence(sequence(der(0x02, Buffer.from([0]))), readDer(token).whole);

const addDownloads = (
  app: HttpApp,
  deps: PayDeps,
  authority: TimestampSettings | undefined,
): void => {
  const send = (c: AppContext, name: string, type: string, bytes: Uint8Array): Response =>
    c.body(Uint8Array.from(bytes), 200, {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": forEver,
    });
  app.get("/receipt-days/:file{\\d{4}-\\d{2}-\\d{2}\\.(?:cose|tsr)}", async (c) => {
    const [day = "", kind] = c.req.param("file").split(".");
    const row = daySchema.safeParse(day).success ? await findDay(deps.db, day) : undefined;
    if (row && kind === "cose") {
      return send(c, `receipts-${day}.cose`, "application/cose", row.head);
    }
    return row?.stamp
      ? send(c, `receipts-${day}.tsr`, "application/timestamp-reply", grantedAnswer(row.stamp))
      : c.html(noDayPage(frameOf(c, "/receipt-days")), 404);
  });
  if (!authority) return;
  const roots = authority.roots.map((root) => root.toString()).join("");
  app.get("/.well-known/receipt-timestamp-roots.pem", (c) => {
    c.header("cache-control", "public, max-age=3600");
    c.header("content-disposition", 'attachment; filename="receipt-timestamp-roots.pem"');
    return c.body(roots, 200, { "content-type": "application/x-pem-file" });
  });
};

/** Reads what was typed or scanned: a number, a code, or the address of either. */
const addressOfTyped = (typed: string): string | undefined => {
  const code = typed.trim().toUpperCase();
  const last = code.split("/").at(-1) ?? "";
  const number = parseReceiptNumber(code) ?? parseReceiptNumber(last);
  if (number !== undefined) return `/receipts/${number}/inclusion`;
  return scannedSummary(last) ? `/V/${last}` : undefined;
};

const maxTyped = 2_100;

/** The log for people: its days, one day, a receipt's place in it. */
export const addReceiptLogPages = (
  app: HttpApp,
  deps: PayDeps,
  authority: TimestampSettings | undefined,
): void => {
  app.get("/receipt-days", (c) => showDays(c, { deps, authority }, undefined));
  app.get("/receipt-days/find", async (c) => {
    const typed = (c.req.query("code") ?? "").slice(0, maxTyped);
    const address = addressOfTyped(typed);
    if (address !== undefined) return c.redirect(address, 303);
    const error = typed.trim() === "" ? logTexts.codeEmpty : logTexts.codeWrong;
    return await showDays(c, { deps, authority }, { typed, error });
  });
  addDownloads(app, deps, authority);
  app.get("/receipt-days/:day", async (c) => {
    const day = daySchema.safeParse(c.req.param("day"));
    const row = day.success ? await findDay(deps.db, day.data) : undefined;
    if (!row) return c.html(noDayPage(frameOf(c, "/receipt-days")), 404);
    return c.html(dayPage(frameOf(c), row));
  });
  app.get("/receipts/:number/inclusion", async (c) => {
    const number = parseReceiptNumber(c.req.param("number"));
    const place = number === undefined ? undefined : await findPlace(deps.db, number);
    if (number === undefined || !place) return c.html(noReceiptPage(frameOf(c, "/")), 404);
    const proof = await proveInclusion(deps.db, number, place);
    if (!proof) return c.html(awaitedPage(frameOf(c), number, place));
    const keys = await listReceiptKeys(deps.db);
    const trust = { findKey: (kid: string) => keys.get(kid), roots: authority?.roots ?? [] };
    const check = checkInclusion(proof, trust);
    if (!check.holds) {
      c.get("log").error(
        { day: proof.day, outcomes: check.outcomes },
        "a receipt is not as logged",
      );
    }
    return c.html(inclusionPage(frameOf(c), { number, proof, check }));
  });
};
