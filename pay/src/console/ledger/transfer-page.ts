import { money } from "@gov/kit/money.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { billHref, paymentHref, refundHref } from "#src/console/console-texts.ts";
import type { Cause } from "#src/ledger/explorer-queries.ts";
import type { TransferLeg, TransferRow } from "#src/ledger/explorer-queries.ts";
import { accountHref } from "./ledger-hrefs.ts";
import { breakHref } from "#src/console/reconciliation/reconciliation-hrefs.ts";
import { accountName, ledgerTexts, sourceText } from "./ledger-texts.ts";
import { ledgerPath } from "./ledger-hrefs.ts";

export type TransferPageInput = Readonly<{
  transfer: TransferRow;
  legs: readonly TransferLeg[];
  cause: Cause | undefined;
  /** The break whose acceptance it is, for those who may see it. */
  breakId?: string | undefined;
}>;

/** One transfer: what moved between which accounts, and what made it happen. */
export const transferPage = (frame: Frame, input: TransferPageInput): Html => {
  const { lang } = frame;
  const { transfer, legs, cause, breakId } = input;
  const links = [
    ...(cause ? [{ href: billHref(cause.billId), text: ledgerTexts.toBill }] : []),
    ...(cause?.paymentId
      ? [{ href: paymentHref(cause.paymentId), text: ledgerTexts.toPayment }]
      : []),
    ...(cause?.refundOrderId
      ? [{ href: refundHref(cause.refundOrderId), text: ledgerTexts.toRefund }]
      : []),
    ...(breakId === undefined ? [] : [{ href: breakHref(breakId), text: ledgerTexts.toBreak }]),
  ];
  const facts = summaryList(
    [
      { key: ledgerTexts.cause, value: sourceText(transfer.source_kind) },
      { key: ledgerTexts.causeId, value: bdi(transfer.source_id, "latin") },
      { key: ledgerTexts.postedAt, value: dateTime(transfer.posted_at, lang) },
      { key: ledgerTexts.institution, value: bdi(transfer.institution_id, "latin") },
    ],
    lang,
    { boxed: true },
  );
  const side = (minor: bigint): Html =>
    minor > 0n ? amount(money(minor, transfer.currency), lang) : html`—`;
  return page({
    ...frame,
    wide: true,
    title: ledgerTexts.transfer,
    back: { href: ledgerPath, text: ledgerTexts.title },
    main: html`${heading(sourceText(transfer.source_kind), lang, {
      above: ledgerTexts.transfer,
    })}${facts}${buttonRow(
      ...links.map((link) => linkButton({ ...link, lang, kind: "secondary" })),
    )}${section(
      ledgerTexts.legs,
      lang,
      table({
        caption: ledgerTexts.legs,
        captionHidden: true,
        lang,
        dense: true,
        columns: [
          { head: ledgerTexts.account },
          { head: ledgerTexts.debit, numeric: true },
          { head: ledgerTexts.credit, numeric: true },
        ],
        rows: legs.map((leg) => ({
          href: accountHref(transfer.institution_id, leg.account_id),
          cells: [accountName(leg, lang), side(leg.amount_minor), side(-leg.amount_minor)],
        })),
      }),
    )}`,
  });
};
