import { money } from "@gov/kit/money.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { accountTexts } from "#src/console/console-texts.ts";
import { filterForm } from "#src/console/filter-form.ts";
import { filterHref } from "#src/console/list-filter.ts";
import type { Entry, LedgerAccount } from "#src/ledger/explorer-queries.ts";
import { entryCursorText } from "#src/ledger/explorer-cursors.ts";
import { accountHref, transferHref } from "./ledger-hrefs.ts";
import { accountName, ledgerTexts, sourceText } from "./ledger-texts.ts";
import { ledgerPath } from "./ledger-hrefs.ts";
import { momentControl } from "./moment-control.ts";

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
    empty: ledgerTexts.noEntries,
  });
  return page({
    ...frame,
    wide: true,
    title: accountTexts[account.kind],
    back: { href: ledgerPath, text: ledgerTexts.title },
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
