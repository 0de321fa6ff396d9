import { money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { accountTexts, billHref, paymentHref, refundHref } from "#src/console/console-texts.ts";
import { filterForm, type FilterControl } from "#src/console/filter-form.ts";
import { filterHref } from "#src/console/list-filter.ts";
import { zeroNotice } from "#src/console/overview-page.ts";
import type { AccountBalance, Cause, Entry, LedgerAccount } from "#src/ledger/explorer-queries.ts";
import type { TransferLeg, TransferRow, TrialLine } from "#src/ledger/explorer-queries.ts";
import { accountKinds } from "#src/ledger/account-kinds.ts";
import { accountCursorText, entryCursorText } from "#src/ledger/explorer-cursors.ts";
import type { ReadLedgerFilter } from "./ledger-filter.ts";
import { accountHref, transferHref } from "./ledger-hrefs.ts";
import { accountName, ledgerTexts, sourceText } from "./ledger-texts.ts";

const path = "/console/ledger";

export type LedgerPageInput = Readonly<{
  read: ReadLedgerFilter;
  accounts: readonly AccountBalance[];
  more: boolean;
  trial: readonly TrialLine[];
  /** To choose from, where more than one lane is in sight. */
  institutions: readonly string[];
}>;

const momentControl = (value: string, wrong: boolean): FilterControl => ({
  kind: "moment",
  name: "at",
  label: ledgerTexts.at,
  value,
  error: wrong ? ledgerTexts.wrongMoment : undefined,
});

const controlsOf = ({ read, institutions }: LedgerPageInput): FilterControl[] => [
  ...(institutions.length > 1
    ? [
        {
          kind: "choice",
          name: "institution",
          label: ledgerTexts.institution,
          value: read.typed.institution,
          options: institutions.map((code) => ({ value: code, label: code })),
        } as const,
      ]
    : []),
  {
    kind: "choice",
    name: "kind",
    label: ledgerTexts.kind,
    value: read.typed.kind,
    options: accountKinds.map((kind) => ({ value: kind, label: accountTexts[kind] })),
  },
  {
    kind: "choice",
    name: "currency",
    label: ledgerTexts.currency,
    value: read.typed.currency,
    options: ["ILS", "JOD", "USD"].map((code) => ({ value: code, label: code })),
  },
  momentControl(read.typed.at, read.wrongMoment),
];

const trialTable = (trial: readonly TrialLine[], lang: Lang): Html =>
  table({
    caption: ledgerTexts.trial,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: ledgerTexts.currency },
      { head: ledgerTexts.debit, numeric: true },
      { head: ledgerTexts.credit, numeric: true },
      { head: ledgerTexts.difference, numeric: true },
    ],
    rows: trial.map(({ currency, debitMinor, creditMinor }) => ({
      cells: [
        bdi(currency, "latin"),
        amount(money(debitMinor, currency), lang),
        amount(money(creditMinor, currency), lang),
        amount(money(debitMinor - creditMinor, currency), lang),
      ],
    })),
  });

const accountsTable = ({ accounts, read }: LedgerPageInput, lang: Lang): Html =>
  table({
    caption: ledgerTexts.accounts,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: ledgerTexts.account },
      { head: ledgerTexts.institution },
      { head: ledgerTexts.entries, numeric: true },
      { head: ledgerTexts.balance, numeric: true },
    ],
    rows: accounts.map((account) => ({
      href: filterHref(accountHref(account.institution_id, account.id), { at: read.typed.at }),
      cells: [
        accountName(account, lang),
        bdi(account.institution_id, "latin"),
        String(account.postings),
        amount(money(account.balance_minor, account.currency), lang),
      ],
    })),
    empty: html`<p class="none">${words(ledgerTexts.none, lang)}</p>`,
  });

/** Accounts and their balances, now or then, and the trial balance that sums to zero. */
export const ledgerPage = (frame: Frame, input: LedgerPageInput): Html => {
  const { lang } = frame;
  const { read, trial, accounts } = input;
  const sums = trial.map(({ currency, debitMinor, creditMinor, accounts: count }) => ({
    currency,
    sumMinor: debitMinor - creditMinor,
    accounts: count,
  }));
  // A part of the books does not sum to zero by itself.
  const whole = read.filter.kind === undefined;
  const narrowed = Object.values(read.typed).some((value) => value !== "");
  const last = accounts.at(-1);
  return page({
    ...frame,
    wide: true,
    title: ledgerTexts.title,
    errors: read.wrongMoment ? [{ name: "at", text: ledgerTexts.wrongMoment }] : [],
    main: html`${heading(ledgerTexts.title, lang, { below: ledgerTexts.lead })}${filterForm({
      action: path,
      lang,
      label: ledgerTexts.accounts,
      controls: controlsOf(input),
      submit: ledgerTexts.show,
      clear: narrowed ? { href: path, text: ledgerTexts.clear } : undefined,
    })}${whole ? zeroNotice(sums, lang) : nothing}${section(
      ledgerTexts.trial,
      lang,
      trialTable(trial, lang),
    )}${section(
      ledgerTexts.accounts,
      lang,
      html`${accountsTable(input, lang)}${pagination({
        lang,
        previousHref: read.after ? filterHref(path, read.typed) : undefined,
        nextHref:
          input.more && last
            ? filterHref(path, read.typed, {
                after: accountCursorText({ institution: last.institution_id, id: last.id }),
              })
            : undefined,
      })}`,
    )}`,
  });
};

export type AccountPageInput = Readonly<{
  account: LedgerAccount;
  balanceMinor: bigint;
  entries: readonly Entry[];
  more: boolean;
  typedAt: string;
  at: Date | undefined;
  wrongMoment: boolean;
  after: boolean;
}>;

/** One account: its balance at a moment and its transfers up to then. */
export const accountPage = (frame: Frame, input: AccountPageInput): Html => {
  const { lang } = frame;
  const { account, entries, typedAt, at } = input;
  const own = accountHref(account.institution_id, account.id);
  const last = entries.at(-1);
  const facts = summaryList(
    [
      {
        key: ledgerTexts.balance,
        value: html`<strong>${amount(money(input.balanceMinor, account.currency), lang)}</strong>`,
        source: at ? dateTime(at, lang) : ledgerTexts.now,
      },
      { key: ledgerTexts.institution, value: bdi(account.institution_id, "latin") },
      { key: ledgerTexts.opened, value: dateTime(account.created_at, lang) },
    ],
    lang,
    { boxed: true },
  );
  const rows = table({
    caption: ledgerTexts.transfers,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: ledgerTexts.postedAt },
      { head: ledgerTexts.cause },
      { head: ledgerTexts.causeId },
      { head: ledgerTexts.effect, numeric: true },
    ],
    rows: entries.map((entry) => ({
      href: transferHref(account.institution_id, entry.id),
      cells: [
        dateTime(entry.posted_at, lang),
        sourceText(entry.source_kind),
        bdi(entry.source_id, "latin"),
        amount(money(entry.amount_minor, account.currency), lang),
      ],
    })),
    empty: html`<p class="none">${words(ledgerTexts.noEntries, lang)}</p>`,
  });
  return page({
    ...frame,
    wide: true,
    title: accountTexts[account.kind],
    back: { href: path, text: ledgerTexts.title },
    errors: input.wrongMoment ? [{ name: "at", text: ledgerTexts.wrongMoment }] : [],
    main: html`${heading(accountName(account, lang), lang, {
      above: ledgerTexts.account,
    })}${facts}${filterForm({
      action: own,
      lang,
      label: ledgerTexts.at,
      controls: [momentControl(typedAt, input.wrongMoment)],
      submit: ledgerTexts.show,
      clear: typedAt === "" ? undefined : { href: own, text: ledgerTexts.now },
    })}${section(ledgerTexts.transfers, lang, rows)}${pagination({
      lang,
      previousHref: input.after ? filterHref(own, { at: typedAt }) : undefined,
      nextHref:
        input.more && last
          ? filterHref(own, { at: typedAt }, { after: entryCursorText(last) })
          : undefined,
    })}`,
  });
};

export type TransferPageInput = Readonly<{
  transfer: TransferRow;
  legs: readonly TransferLeg[];
  cause: Cause | undefined;
}>;

/** One transfer: what moved between which accounts, and what made it happen. */
export const transferPage = (frame: Frame, input: TransferPageInput): Html => {
  const { lang } = frame;
  const { transfer, legs, cause } = input;
  const links = [
    ...(cause ? [{ href: billHref(cause.billId), text: ledgerTexts.toBill }] : []),
    ...(cause?.paymentId
      ? [{ href: paymentHref(cause.paymentId), text: ledgerTexts.toPayment }]
      : []),
    ...(cause?.refundOrderId
      ? [{ href: refundHref(cause.refundOrderId), text: ledgerTexts.toRefund }]
      : []),
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
    back: { href: path, text: ledgerTexts.title },
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
