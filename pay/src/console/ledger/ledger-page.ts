import { money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table } from "@gov/kit/ui/table.ts";
import { accountTexts } from "#src/console/console-texts.ts";
import { filterForm, type FilterControl } from "#src/console/filter-form.ts";
import { filterHref } from "#src/console/list-filter.ts";
import { zeroNotice } from "#src/console/overview-page.ts";
import type { AccountBalance } from "#src/ledger/explorer-queries.ts";
import type { TrialLine } from "#src/ledger/explorer-queries.ts";
import { accountKinds } from "#src/ledger/account-kinds.ts";
import { accountCursorText } from "#src/ledger/explorer-cursors.ts";
import type { ReadLedgerFilter } from "./ledger-filter.ts";
import { accountHref } from "./ledger-hrefs.ts";
import { accountName, ledgerTexts } from "./ledger-texts.ts";
import { ledgerPath } from "./ledger-hrefs.ts";
import { momentControl } from "./moment-control.ts";

export type LedgerPageInput = Readonly<{
  read: ReadLedgerFilter;
  accounts: readonly AccountBalance[];
  more: boolean;
  trial: readonly TrialLine[];
  /** To choose from, where more than one lane is in sight. */
  institutions: readonly string[];
}>;

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
    empty: ledgerTexts.none,
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
      action: ledgerPath,
      lang,
      label: ledgerTexts.accounts,
      controls: controlsOf(input),
      submit: ledgerTexts.show,
      clear: narrowed ? { href: ledgerPath, text: ledgerTexts.clear } : undefined,
    })}${whole ? zeroNotice(sums, lang) : nothing}${section(
      ledgerTexts.trial,
      lang,
      trialTable(trial, lang),
    )}${section(
      ledgerTexts.accounts,
      lang,
      html`${accountsTable(input, lang)}${pagination({
        lang,
        previousHref: read.after ? filterHref(ledgerPath, read.typed) : undefined,
        nextHref:
          input.more && last
            ? filterHref(ledgerPath, read.typed, {
                after: accountCursorText({ institution: last.institution_id, id: last.id }),
              })
            : undefined,
      })}`,
    )}`,
  });
};
