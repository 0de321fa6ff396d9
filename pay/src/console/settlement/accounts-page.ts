import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { codeField, hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import { formatIban } from "@gov/country/iban.ts";
import type { AccountLine, ShownChange } from "#src/settlement/iban-change-queries.ts";
import { listTexts } from "../console-texts.ts";
import { accountsPath, settlementPath, settlementTexts as texts } from "./settlement-texts.ts";

export type AccountsPageInput = Readonly<{
  accounts: readonly AccountLine[];
  changes: readonly ShownChange[];
  /** The account whose change is being asked for, and what was typed. */
  chosen: AccountLine | undefined;
  typed: string;
  error: Text | undefined;
  person: string;
  mayAsk: boolean;
  mayDecide: boolean;
  csrfToken: string;
  notice: Html | undefined;
}>;

const editHref = (line: AccountLine): string =>
  `${accountsPath}?biller=${line.biller_code}&currency=${line.currency}`;

const ibanOrNone = (iban: string | null, lang: Lang): Html =>
  iban === null ? html`${texts.noIban[lang]}` : bdi(formatIban(iban), "latin");

const accountsTable = ({ accounts, mayAsk }: AccountsPageInput, lang: Lang): Html =>
  table({
    caption: texts.accounts,
    captionHidden: true,
    lang,
    dense: true,
    columns: [{ head: listTexts.biller }, { head: listTexts.currency }, { head: texts.iban }],
    rows: accounts.map((line) => ({
      ...(mayAsk ? { href: editHref(line) } : {}),
      cells: [
        { ar: line.name_ar, en: line.name_en },
        bdi(line.currency, "latin"),
        ibanOrNone(line.iban, lang),
      ],
    })),
    empty: texts.noAccounts,
  });

const askForm = (input: AccountsPageInput, lang: Lang): Html => {
  const { chosen, typed, error, csrfToken } = input;
  if (!chosen) return nothing;
  const title = html`${texts.change[lang]}: ${lang === "ar" ? chosen.name_ar : chosen.name_en}
  (${bdi(chosen.currency, "latin")})`;
  const body = html`<p>${texts.iban[lang]}: ${ibanOrNone(chosen.iban, lang)}</p>
    ${hiddenField("biller", chosen.biller_code)}${hiddenField("currency", chosen.currency)}${codeField(
      {
        name: "iban",
        lang,
        label: texts.newIban,
        value: typed,
        autocomplete: "off",
        width: "full",
        maxlength: 60,
        ...(error ? { error } : {}),
      },
    )}`;
  return section(
    title,
    lang,
    form({ action: accountsPath, lang, csrfToken, body, submit: texts.ask }),
  );
};

const statusTexts: Readonly<Record<ShownChange["status"], readonly [Text, Tone]>> = {
  waits: [{ ar: "ينتظر الاعتماد", en: "Waits for approval" }, "waits"],
  approved: [{ ar: "معتمد", en: "Approved" }, "runs"],
  rejected: [{ ar: "مرفوض", en: "Rejected" }, "done"],
};

const decisionCell = (input: AccountsPageInput, row: ShownChange, lang: Lang): Html => {
  if (row.status !== "waits") {
    return row.decided_by ? bdi(row.decided_by, "latin") : nothing;
  }
  const own = row.asked_by_kind === "staff" && row.asked_by === input.person;
  const act = (verdict: "approved" | "rejected", text: Text) =>
    actionForm({
      action: `${accountsPath}/${row.id}`,
      csrfToken: input.csrfToken,
      lang,
      text,
      ...(verdict === "rejected" ? { kind: "secondary" } : {}),
      fields: hiddenField("verdict", verdict),
    });
  if (own) return html`${texts.yours[lang]}${act("rejected", texts.rejectChange)}`;
  return input.mayDecide
    ? buttonRow(act("approved", texts.approveChange), act("rejected", texts.rejectChange))
    : nothing;
};

const changesTable = (input: AccountsPageInput, lang: Lang): Html =>
  table({
    caption: texts.changes,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: listTexts.biller },
      { head: listTexts.currency },
      { head: texts.oldIban },
      { head: texts.newIban },
      { head: texts.askedBy },
      { head: listTexts.status },
      { head: texts.decision },
    ],
    rows: input.changes.map((row) => {
      const [text, tone] = statusTexts[row.status];
      return {
        cells: [
          { ar: row.name_ar, en: row.name_en },
          bdi(row.currency, "latin"),
          ibanOrNone(row.old_iban, lang),
          bdi(formatIban(row.new_iban), "latin"),
          html`${bdi(row.asked_by, "latin")}<br />${dateTime(row.asked_at, lang)}`,
          tag(text, tone, lang),
          decisionCell(input, row, lang),
        ],
      };
    }),
    empty: texts.noChanges,
  });

/** The accounts that billers are paid to, and the changes that wait for a second person. */
export const accountsPage = (frame: Frame, input: AccountsPageInput): Html => {
  const { lang } = frame;
  return page({
    ...frame,
    wide: true,
    title: texts.accounts,
    back: { href: settlementPath, text: texts.title },
    errors: input.error ? [{ name: "iban", text: input.error }] : [],
    notice: input.notice ?? nothing,
    main: html`${heading(texts.accounts, lang, { below: texts.accountsLead })}${askForm(
      input,
      lang,
    )}${accountsTable(input, lang)}${section(texts.changes, lang, changesTable(input, lang))}`,
  });
};
