import { money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly, dateShort, dateTime } from "@gov/kit/ui/date-time.ts";
import { actionForm, buttonRow } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { formatIban } from "@gov/country/iban.ts";
import { dueMinor, type DueLine, type Verdict } from "#src/settlement/due.ts";
import type { MessageRow } from "#src/settlement/message-queries.ts";
import type { ShownPayout } from "#src/settlement/payout-view-queries.ts";
import type { RunRow, RunSummary } from "#src/settlement/run-queries.ts";
import type { AccountStand, EntryRow } from "#src/settlement/statement-queries.ts";
import { listTexts } from "../console-texts.ts";
import {
  accountsPath,
  payoutHref,
  payoutsPath,
  payoutTag,
  reasonText,
  runHref,
  runTag,
  settlementPath,
  settlementTexts as texts,
  unmatchedTexts,
  verdictTag,
} from "./settlement-texts.ts";

/** What only the treasury's people see. */
export type TreasuryView = Readonly<{
  open: RunRow | undefined;
  runs: readonly RunSummary[];
  troubled: readonly MessageRow[];
  stands: readonly AccountStand[];
  unmatched: readonly EntryRow[];
  mayPropose: boolean;
  hasBank: boolean;
}>;

export type SettlementPageInput = Readonly<{
  /** The last day that counts, or undefined where everything until now does. */
  lastDay: string | undefined;
  due: readonly Readonly<{ line: DueLine; verdict: Verdict }>[];
  toMend: readonly ShownPayout[];
  treasury: TreasuryView | undefined;
  csrfToken: string;
  notice: Html | undefined;
}>;

const ibanCell = (iban: string | undefined | null): Html =>
  iban ? bdi(formatIban(iban), "latin") : html`—`;

const dueTable = ({ due }: SettlementPageInput, lang: Lang): Html =>
  table({
    caption: texts.due,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: listTexts.biller },
      { head: texts.lane },
      { head: texts.iban },
      { head: texts.verdict },
      { head: texts.amount, numeric: true },
    ],
    rows: due.map(({ line, verdict }) => ({
      cells: [
        line.name,
        bdi(line.lane, "latin"),
        ibanCell(line.iban),
        verdictTag(verdict, lang),
        amount(money(dueMinor(line), line.currency), lang),
      ],
    })),
    empty: texts.nothingDue,
  });

const dueSection = (input: SettlementPageInput, lang: Lang): Html => {
  const { treasury, csrfToken, lastDay } = input;
  const until = lastDay
    ? html`<p>${texts.until[lang]} ${dateOnly(lastDay, lang)}.</p>`
    : html`<p>${texts.untilNow[lang]}.</p>`;
  const may = treasury?.mayPropose === true && treasury.hasBank && !treasury.open;
  const propose = may
    ? html`<p>${words(texts.proposeHint, lang)}</p>
        ${buttonRow(
          actionForm({ action: `${settlementPath}/runs`, csrfToken, lang, text: texts.propose }),
        )}`
    : nothing;
  return section(texts.due, lang, html`${until}${dueTable(input, lang)}${propose}`);
};

const runsTable = (runs: readonly RunSummary[], lang: Lang): Html =>
  table({
    caption: texts.runs,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.madeOn },
      { head: listTexts.status },
      { head: texts.proposedBy },
      { head: texts.decidedBy },
      { head: texts.payoutsIn, numeric: true },
    ],
    rows: runs.map((run) => ({
      href: runHref(run.id),
      cells: [
        dateTime(run.drafted_at, lang),
        runTag(run.status, lang),
        run.proposed_by ? bdi(run.proposed_by, "latin") : texts.bySchedule,
        run.decided_by ? bdi(run.decided_by, "latin") : html`—`,
        run.payouts > 0n ? bdi(`${run.paid} / ${run.payouts}`) : html`—`,
      ],
    })),
    empty: texts.noRuns,
  });

const mendTable = (payouts: readonly ShownPayout[], lang: Lang): Html =>
  table({
    caption: texts.problems,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: listTexts.biller },
      { head: texts.iban },
      { head: listTexts.status },
      { head: texts.reason },
      { head: listTexts.amount, numeric: true },
    ],
    rows: payouts.map((one) => ({
      href: payoutHref(one.id),
      cells: [
        { ar: one.name_ar, en: one.name_en },
        ibanCell(one.iban),
        payoutTag(one.status, lang),
        reasonText(one.reason ?? "", lang),
        amount(money(one.amount_minor, one.currency), lang),
      ],
    })),
    empty: texts.noProblems,
  });

const standsTable = (stands: readonly AccountStand[], lang: Lang): Html =>
  table({
    caption: texts.bank,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.iban },
      { head: texts.readAt },
      { head: texts.atFirst, numeric: true },
      { head: texts.moved, numeric: true },
      { head: texts.unmatchedSum, numeric: true },
      { head: texts.atBank, numeric: true },
      { head: texts.unexplained, numeric: true },
    ],
    rows: stands.map((one) => {
      const sum = (minor: bigint) => amount(money(minor, one.currency), lang);
      const explained = one.opening_minor + one.moved_minor + one.unmatched_minor;
      return {
        cells: [
          ibanCell(one.account_iban),
          dateTime(one.read_at, lang),
          sum(one.opening_minor),
          sum(one.moved_minor),
          sum(one.unmatched_minor),
          sum(one.closing_minor),
          sum(one.closing_minor - explained),
        ],
      };
    }),
    empty: texts.noStatement,
  });

const unmatchedTable = (entries: readonly EntryRow[], lang: Lang): Html =>
  table({
    caption: texts.unmatched,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.bankReference },
      { head: texts.paidOn },
      { head: texts.endToEndId },
      { head: texts.why },
      { head: listTexts.amount, numeric: true },
    ],
    rows: entries.map((one) => ({
      cells: [
        bdi(one.bank_reference, "latin"),
        dateShort(one.booked_at),
        bdi(one.end_to_end_id, "latin"),
        one.unmatched ? unmatchedTexts[one.unmatched] : html`—`,
        amount(
          money(one.side === "credit" ? one.amount_minor : -one.amount_minor, one.currency),
          lang,
        ),
      ],
    })),
    empty: texts.noUnmatched,
  });

const notices = ({ treasury }: SettlementPageInput, lang: Lang): Html => {
  if (!treasury) return nothing;
  const { open, troubled, hasBank } = treasury;
  const openNotice = open
    ? notice({
        kind: "info",
        lang,
        title: texts.waits,
        body: html`<a href="${runHref(open.id)}">${texts.openRun[lang]}</a>`,
      })
    : nothing;
  const troubledNotice =
    troubled.length > 0
      ? notice({
          kind: "down",
          lang,
          title: texts.troubled,
          body: html`${words(texts.troubledBody, lang)}
          ${troubled.map(
            (one) => html`<a href="${runHref(one.run_id)}">${bdi(one.message_id, "latin")}</a> `,
          )}`,
        })
      : nothing;
  const bankNotice = hasBank ? nothing : notice({ kind: "warn", lang, title: texts.noBank });
  return html`${openNotice}${troubledNotice}${bankNotice}`;
};

/** What is due to whom, what is on its way, what did not arrive; for the treasury, its bank too. */
export const settlementPage = (frame: Frame, input: SettlementPageInput): Html => {
  const { lang } = frame;
  const { treasury, toMend } = input;
  const forTreasury = treasury
    ? html`${section(texts.runs, lang, runsTable(treasury.runs, lang))}${section(
        texts.bank,
        lang,
        standsTable(treasury.stands, lang),
      )}${section(texts.unmatched, lang, unmatchedTable(treasury.unmatched, lang))}`
    : nothing;
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    notice: input.notice ?? nothing,
    main: html`${heading(texts.title, lang, { below: texts.lead })}${notices(
        input,
        lang,
      )}${dueSection(input, lang)}${section(texts.problems, lang, mendTable(toMend, lang))}
      <p>
        <a href="${payoutsPath}">${texts.allPayouts[lang]}</a> ·
        <a href="${accountsPath}">${texts.accounts[lang]}</a>
      </p>
      ${forTreasury}`,
  });
};
