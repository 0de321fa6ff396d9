import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { CaseData, WireValue, WireValues } from "@gov/services/language/case-data.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { explain } from "@gov/services/language/evaluate.ts";
import { computeFee, type Fee } from "@gov/services/language/fees.ts";
import type { Field } from "@gov/services/language/field-schema.ts";
import { declaredIn } from "./declared.ts";
import { outside, valueAt } from "./place.ts";
import { referencesIn } from "./references.ts";
import { shownNamed } from "./shown-value.ts";
import { sampleData } from "./sample-data.ts";

const texts = {
  title: { ar: "جرّب الرسوم", en: "Try the fee" },
  about: {
    ar: "غيّر الأجوبة لترى ما يُحسب وسببه. لا يُحفظ شيء.",
    en: "Change the answers to see what is charged and why. Nothing is saved.",
  },
  count: { ar: "عدد", en: "Number of" },
  compute: { ar: "احسب", en: "Work it out" },
  lines: { ar: "ما يُحسب", en: "What is charged" },
  line: { ar: "البند", en: "Line" },
  amount: { ar: "المبلغ", en: "Amount" },
  why: { ar: "السبب", en: "Why" },
  always: { ar: "للجميع", en: "For everybody" },
  total: { ar: "المجموع", en: "Total" },
  free: { ar: "لا رسوم على هذه الأجوبة", en: "These answers cost nothing" },
  unknown: { ar: "لا يُعرف الرسم بعد", en: "The fee is not known yet" },
  missing: { ar: "ينقص", en: "Missing" },
  failed: { ar: "لا يُحسب الرسم", en: "The fee cannot be worked out" },
  goesTo: { ar: "لمن يذهب", en: "Where it goes" },
  parts: { ar: "على أقساط", en: "In instalments" },
} as const satisfies Record<string, Text>;

/** The questions whose answers decide a fee, by the rules of the schedules that name them. */
const decidingFields = (draft: DraftDefinition): Field[] => {
  const declared = declaredIn(draft);
  const named = new Set(
    referencesIn(draft, declared)
      .filter(({ place }) => place.startsWith("fees."))
      .flatMap(({ declared: at }) => declared[at]?.segments[0]?.from ?? [])
      .map(outside),
  );
  return draft.pages.flatMap(({ fields }, page) =>
    fields.filter((_, index) => named.has(`pages.${page}.fields.${index}`)),
  );
};

/** A typed answer for a question, where it is one; the made-up one otherwise. */
const typedAnswer = (field: Field, typed: string, made: WireValue | undefined): WireValue => {
  if (field.kind === "number" && /^-?\d{1,12}$/.test(typed)) return Number(typed);
  if (field.kind === "choice" && field.options.some(({ value }) => value === typed)) return typed;
  if (field.kind === "group" && Array.isArray(made) && /^\d{1,2}$/.test(typed)) {
    const [first] = made;
    const count = Math.min(Number(typed), field.most);
    return first === undefined ? made : Array.from({ length: count }, () => first as never);
  }
  return made ?? null;
};

/** What a fee is tried on: made-up answers, and those that the author chose instead. */
const tryData = (
  draft: DraftDefinition,
  fields: readonly Field[],
  typed: (name: string) => string | undefined,
  today: string,
): CaseData => {
  const data = sampleData(draft, today, 1);
  const chosen: WireValues = Object.fromEntries(
    fields.map((field) => [
      field.code,
      typedAnswer(field, typed(`try.${field.code}`) ?? "", data.answers[field.code]),
    ]),
  );
  return { ...data, answers: { ...data.answers, ...chosen } };
};

const control = (field: Field, value: WireValue | undefined, lang: Lang): Html => {
  const name = `try.${field.code}`;
  const id = `f-${name}`;
  const label = field.kind === "group" ? html`${words(texts.count, lang)} ` : nothing;
  const head = html`<label for="${id}">${label}${words(field.label, lang)}</label>`;
  if (field.kind === "choice") {
    return html`<div class="field">
      ${head}<select name="${name}" id="${id}">
        ${field.options.map(
          (option) =>
            html`<option ${attributes({ value: option.value, selected: option.value === value })}>
              ${t(option.label, lang) || option.value}
            </option>`,
        )}
      </select>
    </div>`;
  }
  const shown = Array.isArray(value) ? value.length : value;
  if (typeof shown !== "number") return nothing;
  return html`<div class="field">
    ${head}<input
      ${attributes({ id, name, value: shown, dir: "ltr", inputmode: "numeric", class: "short" })}
    />
  </div>`;
};

type Known = Extract<Fee, { outcome: "known" }>;
type NameOf = (institution: string) => Text;
type ShownOf = (name: string) => Text;

/** What decided an amount, as `shownOf` says each. */
const reasons = (because: Known["lines"][number]["because"], shownOf: ShownOf, lang: Lang): Html =>
  because.length === 0
    ? words(texts.always, lang)
    : html`${because.map(
        ({ name, label }) =>
          html`<span class="one">${words(label, lang)}: ${words(shownOf(name), lang)}</span> `,
      )}`;

const knownHtml = (fee: Known, nameOf: NameOf, shownOf: ShownOf, lang: Lang): Html => {
  const rows = [
    ...fee.lines.map((line) => ({
      cells: [line.label, reasons(line.because, shownOf, lang), amount(line.amount, lang)],
    })),
    ...fee.exemptions.map((given) => ({
      cells: [
        given.label,
        reasons(given.because, shownOf, lang),
        amount({ ...given.off, amountMinor: -given.off.amountMinor }, lang),
      ],
    })),
    { cells: [html`<b>${t(texts.total, lang)}</b>`, "", html`<b>${amount(fee.total, lang)}</b>`] },
  ];
  return html`${table({
    caption: texts.lines,
    captionHidden: true,
    lang,
    dense: true,
    columns: [{ head: texts.line }, { head: texts.why }, { head: texts.amount, numeric: true }],
    rows,
  })}
  ${
    fee.splits.length > 1
      ? html`<p>
          ${t(texts.goesTo, lang)}:
          ${fee.splits.map(
            (split) =>
              html`<span class="one"
                >${words(nameOf(split.institution), lang)} ${amount(split.amount, lang)}</span
              > `,
          )}
        </p>`
      : nothing
  }${
    fee.instalments.length > 0
      ? html`<p>
          ${t(texts.parts, lang)}:
          ${fee.instalments.map(
            (part) =>
              html`<span class="one"
                >${words(part.label, lang)} ${amount(part.amount, lang)}</span
              > `,
          )}
        </p>`
      : nothing
  }`;
};

const feeHtml = (draft: DraftDefinition, data: CaseData, nameOf: NameOf, lang: Lang): Html => {
  const fee = computeFee(draft, data);
  switch (fee.outcome) {
    case "known":
      return knownHtml(fee, nameOf, (name) => shownNamed(draft, name, data), lang);
    case "free":
      return notice({ kind: "info", title: texts.free, lang });
    case "unknown": {
      const names = explain(draft, fee.missing, data).map(({ label }) => label[lang]);
      return notice({
        kind: "warn",
        title: texts.unknown,
        body: `${t(texts.missing, lang)}: ${names.join(lang === "ar" ? "، " : ", ")}`,
        lang,
      });
    }
    case "failed":
      return notice({ kind: "warn", title: texts.failed, body: fee.problem.reason, lang });
  }
};

/** Whether the amounts and shares are written far enough to be worked out. */
const isWritten = ({ fees }: DraftDefinition): boolean =>
  fees.some(({ lines }) => lines.length > 0) &&
  fees.every(({ lines, exemptions = [], instalments }) => {
    const amounts = lines.flatMap((line) =>
      line.kind === "fixed"
        ? [line.amount]
        : line.kind === "table"
          ? line.rows.map((row) => row.amount)
          : [],
    );
    const splits = lines.flatMap((line) => line.splits ?? []);
    const shares = [...splits, ...exemptions, ...(instalments?.parts ?? [])];
    return (
      amounts.every(({ amountMinor }) => /^\d{1,15}$/.test(amountMinor)) &&
      shares.every(({ basisPoints }) => basisPoints >= 1)
    );
  });

/** A box that works the fee out on answers that the author chooses, and says why it is that. */
export const feeTry = (
  input: Readonly<{
    draft: DraftDefinition;
    action: string;
    typed: (name: string) => string | undefined;
    today: string;
    /** The date from which the schedule at hand applies, if it is not yet. */
    from?: string;
    nameOf: NameOf;
    lang: Lang;
  }>,
): Html => {
  const { draft, action, typed, from, nameOf, lang } = input;
  if (!isWritten(draft)) return nothing;
  const today = from !== undefined && from > input.today ? from : input.today;
  const fields = decidingFields(draft);
  const data = tryData(draft, fields, typed, today);
  return html`<section class="box try" id="try">
    <h2>${t(texts.title, lang)}</h2>
    <p class="hint">${t(texts.about, lang)}</p>
    <form method="get" action="${action}#try">
      <div class="row-inputs">
        ${fields.map((field) => control(field, data.answers[field.code], lang))}
      </div>
      ${fields.length > 0 ? html`<button class="btn secondary">${t(texts.compute, lang)}</button>` : nothing}
    </form>
    ${feeHtml(draft, data, nameOf, lang)}
  </section>`;
};

/** The date of the schedule that an editor's place belongs to. */
export const scheduleDateAt = (draft: DraftDefinition, place: string): string | undefined => {
  const index = /^fees\.(\d+)/.exec(place)?.[1];
  const from = index === undefined ? undefined : valueAt(draft, `fees.${index}.from`);
  return typeof from === "string" && /^\d{4}-\d{2}-\d{2}$/.test(from) ? from : undefined;
};
