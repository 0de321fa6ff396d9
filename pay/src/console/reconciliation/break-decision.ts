import { money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { button, buttonRow } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { table } from "@gov/kit/ui/table.ts";
import { accountName } from "#src/console/ledger/ledger-texts.ts";
import type { AccountName } from "#src/ledger/ledger.ts";
import { journalOf, resolutionsFor, type Resolution } from "#src/reconciliation/break.ts";
import { factsOf, type BreakRow } from "#src/reconciliation/break-queries.ts";
import { breakHref } from "./reconciliation-hrefs.ts";
import { recTexts as texts, resolutionTexts } from "./reconciliation-texts.ts";

/** What the person may do with this break now. */
export type BreakActions = Readonly<{
  propose: boolean;
  accept: boolean;
  drop: boolean;
  /** The proposal is this person's own. */
  own: boolean;
}>;

export type DecisionInput = Readonly<{
  row: BreakRow;
  actions: BreakActions;
  typed: Readonly<Record<string, string>>;
  errors: readonly Readonly<{ name: string; text: Text }>[];
  csrfToken: string;
}>;

/** The legs that a resolution posts. */
const legsTable = (row: BreakRow, resolution: Resolution, lang: Lang): Html => {
  const name = (account: AccountName): Html => accountName(account, lang);
  const legs = journalOf(factsOf(row), resolution).flatMap(({ currency, legs: own }) =>
    own.map((leg) => ({ currency, ...leg })),
  );
  return table({
    caption: resolutionTexts[resolution],
    lang,
    dense: true,
    columns: [
      { head: texts.debit },
      { head: texts.credit },
      { head: texts.lane },
      { head: texts.amount, numeric: true },
    ],
    rows: legs.map((leg) => ({
      cells: [
        name(leg.debit),
        name(leg.credit),
        bdi(row.institution_id, "latin"),
        amount(money(leg.amountMinor, leg.currency), lang),
      ],
    })),
  });
};

const noteField = ({ typed, errors }: DecisionInput, lang: Lang): Html =>
  textareaField({
    name: "note",
    lang,
    label: texts.note,
    hint: texts.noteWhy,
    rows: 2,
    maxlength: 500,
    value: typed["note"],
    error: errors.find(({ name }) => name === "note")?.text,
  });

const proposalForm = (input: DecisionInput, lang: Lang): Html => {
  const { row, typed, errors, csrfToken } = input;
  const offered = resolutionsFor({ class: row.class, billerCode: row.biller_code });
  const base = breakHref(row.id);
  const choice =
    offered.length === 0
      ? html`<p>${words(texts.endsByItself, lang)}</p>`
      : html`${offered.map((one) => legsTable(row, one, lang))}${radiosField({
          name: "resolution",
          lang,
          label: texts.resolution,
          value: typed["resolution"] ?? (offered.length === 1 ? offered[0] : undefined),
          error: errors.find(({ name }) => name === "resolution")?.text,
          options: offered.map((value) => ({ value, label: resolutionTexts[value] })),
        })}`;
  return html`<form class="form" method="post" action="${base}/propose" novalidate>
    ${csrfField(csrfToken)}${choice}${noteField(input, lang)}${buttonRow(
      offered.length === 0 ? nothing : button({ text: texts.propose, lang }),
      button({ text: texts.watch, lang, kind: "secondary", formAction: `${base}/watch` }),
    )}
  </form>`;
};

const acceptanceForm = (input: DecisionInput, lang: Lang): Html => {
  const { row, actions, csrfToken } = input;
  const base = breakHref(row.id);
  const who = actions.own
    ? html`<p>${words(texts.ownProposal, lang)}</p>`
    : actions.accept
      ? nothing
      : html`<p>${words(texts.supervisorAccepts, lang)}</p>`;
  const legs = row.resolution ? legsTable(row, row.resolution, lang) : nothing;
  if (!actions.accept && !actions.drop) return html`${who}${legs}`;
  const accept = button({ text: texts.accept, lang });
  const drop = button({
    text: actions.own ? texts.takeBack : texts.reject,
    lang,
    kind: actions.own ? "secondary" : "danger",
    formAction: `${base}/drop`,
  });
  return html`${who}${legs}
    <form class="form" method="post" action="${base}/accept" novalidate>
      ${csrfField(csrfToken)}${noteField(input, lang)}${buttonRow(
        actions.accept ? accept : nothing,
        actions.drop ? drop : nothing,
      )}
    </form>`;
};

/** What may be decided about a break; nothing where it is over. */
export const decisionPart = (input: DecisionInput, lang: Lang): Html => {
  const { status } = input.row;
  if (status === "open" && input.actions.propose) {
    return section(texts.decision, lang, proposalForm(input, lang));
  }
  if (status === "proposed") return section(texts.decision, lang, acceptanceForm(input, lang));
  return nothing;
};
