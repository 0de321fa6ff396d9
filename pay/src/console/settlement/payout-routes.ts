import { localTime } from "@gov/country/time-zone.ts";
import { money, toDecimal } from "@gov/kit/money.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { tryAccountAgain } from "#src/settlement/mend-payout.ts";
import { listPayoutEvents } from "#src/settlement/payout-queries.ts";
import {
  findPayout,
  listContents,
  sumContents,
  type ContentCursor,
  type ContentLine,
  type ShownPayout,
} from "#src/settlement/payout-view-queries.ts";
import type { Settlement } from "#src/settlement/settlement.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { listTexts } from "../console-texts.ts";
import { csvLine, csvStream } from "../csv.ts";
import { mayDecide, notFound, uuidOf, type ConsoleApp, type Desk } from "../desk.ts";
import { sourceText } from "../ledger/ledger-texts.ts";
import { payoutPage } from "./payout-page.ts";
import { payoutHref, payoutsPath, settlementTexts as texts } from "./settlement-texts.ts";

const fileBatch = 1_000;
/** A file ends here; a spreadsheet takes no more. */
const maxFileRows = 1_000_000;

const findAsked = async (desk: Desk): Promise<ShownPayout | undefined> => {
  const id = uuidOf(desk);
  return id === undefined ? undefined : await findPayout(desk.db, desk.scope, id);
};

const showPayout = async (desk: Desk, payout: ShownPayout, late = false): Promise<Response> => {
  const { c, db, frame, lang, staff, treasury, csrfToken } = desk;
  const [events, sums] = await Promise.all([
    listPayoutEvents(db, payout.id),
    sumContents(db, payout),
  ]);
  const input = {
    payout,
    events,
    sums,
    treasury,
    mayMend: treasury && mayDecide(staff),
    csrfToken,
    notice: late ? notice({ kind: "warn", lang, live: true, title: texts.mended }) : undefined,
  };
  return c.html(payoutPage({ ...frame, path: payoutHref(payout.id) }, input), late ? 409 : 200);
};

async function* fileLines({ db, lang }: Desk, payout: ShownPayout): AsyncGenerator<string> {
  const { currency } = payout;
  const decimal = (minor: bigint): string => toDecimal(money(minor, currency));
  yield csvLine(
    [
      texts.date,
      texts.why,
      listTexts.number,
      listTexts.reference,
      listTexts.what,
      listTexts.rail,
      texts.paymentId,
      listTexts.amount,
      listTexts.currency,
    ].map((head) => head[lang]),
  );
  const line = (row: ContentLine): string =>
    csvLine([
      row.posted_at.toISOString(),
      sourceText(row.kind)[lang],
      row.billing_number ?? "",
      row.reference ?? "",
      (lang === "ar" ? row.description_ar : row.description_en) ?? "",
      row.rail ? railTexts[row.rail][lang] : "",
      row.payment_id ?? "",
      decimal(row.amount_minor),
      currency,
    ]);
  const other = (text: string, minor: bigint): string =>
    minor === 0n ? "" : csvLine(["", text, "", "", "", "", "", decimal(minor), currency]);
  yield other(texts.carried[lang], payout.carried_minor);
  let after: ContentCursor | undefined;
  for (let sent = 0; sent < maxFileRows; sent += fileBatch) {
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other, as they are read
    const rows = await listContents(db, payout, { after, limit: fileBatch });
    for (const row of rows) yield line(row);
    after = rows.at(-1);
    if (rows.length < fileBatch) break;
  }
  yield other(texts.held[lang], -payout.held_minor);
}

/** A payout's page, what it is made of as a file, and how it is mended. */
export const addPayoutRoutes = (app: ConsoleApp, settlement: Settlement): void => {
  app.get(`${payoutsPath}/:id`, async (desk) => {
    const payout = await findAsked(desk);
    return payout ? await showPayout(desk, payout) : notFound(desk);
  });
  app.get(`${payoutsPath}/:id/payments.csv`, async (desk) => {
    const payout = await findAsked(desk);
    if (!payout) return notFound(desk);
    const day = localTime(payout.created_at).date;
    return desk.c.body(csvStream(fileLines(desk, payout)), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="payout-${payout.biller_code}-${day}.csv"`,
    });
  });
  app.post(`${payoutsPath}/:id/again`, async (desk) => {
    const { treasury, staff, c } = desk;
    const payout = await findAsked(desk);
    if (!payout || !treasury || !mayDecide(staff)) return notFound(desk);
    const done = await tryAccountAgain(settlement, {
      payoutId: payout.id,
      person: staff.username,
    });
    if (done.ok) return c.redirect(payoutHref(payout.id), 303);
    return await showPayout(desk, (await findAsked(desk)) ?? payout, true);
  });
};
