import type { Lang, Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { scheduleOn } from "@gov/services/language/fees.ts";
import type { FeeSchedule } from "@gov/services/language/fee-schema.ts";
import { applyPath } from "#src/apply/apply-paths.ts";
import { catalogueTexts as texts } from "./catalogue-texts.ts";
import { findInstitution } from "./institution-names.ts";
import { feeRows, feeSummary } from "./service-fee.ts";
import { stepsOf } from "./service-steps.ts";

export type ServicePageInput = Readonly<{
  frame: Frame;
  definition: ServiceDefinition;
  /** Names the institutions. */
  catalogue: Catalogue;
  today: string;
  /** How long it takes: measured where enough was decided, promised otherwise. */
  time: Text | undefined;
  /** The person has begun it already. */
  begun: boolean;
}>;

const feeTable = (schedule: FeeSchedule, frame: Frame): Html => {
  const { lang } = frame;
  const rows = feeRows(schedule).map(({ label, amount: money }) => ({
    cells: [label, money ? amount(money, lang) : words(texts.byAnswers, lang)],
  }));
  const columns = [{ head: texts.feeLine }, { head: texts.amount, numeric: true }];
  return html`<details>
    <summary>${words(texts.feeDetail, lang)}</summary>
    ${table({ caption: texts.cost, captionHidden: true, columns, rows, lang })}
  </details>`;
};

/** Who pays less and why, and the parts that the fee may be paid in. */
const easier = ({ exemptions = [], instalments }: FeeSchedule, lang: Lang): Html =>
  html`${
    instalments
      ? html`<p>${words(texts.inParts, lang)}${words(instalments.label, lang)}.</p>`
      : nothing
  }
  ${
    exemptions.length > 0
      ? html`<h3>${words(texts.lessFor, lang)}</h3>
          <ul>
            ${exemptions.map(
              ({ label, source }) =>
                html`<li>
                  ${words(label, lang)}<br /><span class="source"
                    >${words(texts.source, lang)}: ${words(source.text, lang)}</span
                  >
                </li>`,
            )}
          </ul>`
      : nothing
  }`;

const feePart = (input: ServicePageInput): Html => {
  const { definition, frame, today } = input;
  const { lang } = frame;
  const schedule = scheduleOn(definition, today);
  if (!schedule) return nothing;
  const { kind, text } = schedule.source;
  return section(
    texts.cost,
    lang,
    html`<p><strong>${words(feeSummary(definition, today), lang)}</strong></p>
      <p class="source">
        ${kind === "illustrative" ? html`${words(texts.illustrative, lang)} ` : nothing}${words(
          texts.source,
          lang,
        )}:
        ${words(text, lang)}
      </p>
      ${feeRows(schedule).length > 1 ? feeTable(schedule, frame) : nothing}
      ${easier(schedule, lang)}`,
  );
};

/** Everything a person wants to know of a service before beginning, and the button that begins. */
export const servicePage = (input: ServicePageInput): Html => {
  const { frame, definition, catalogue, today, time, begun } = input;
  const { lang } = frame;
  const institution = findInstitution(catalogue, definition.institution);
  const { about } = definition;
  const facts = [
    ...(institution
      ? [
          {
            key: texts.institution,
            value: html`<a href="/institutions/${institution.code}"
              >${words(institution.name, lang)}</a
            >`,
          },
        ]
      : []),
    { key: texts.who, value: about.whoCanApply },
    { key: texts.youGet, value: about.youGet },
    { key: texts.cost, value: feeSummary(definition, today) },
    ...(time ? [{ key: texts.time, value: time }] : []),
  ];
  const start = begun ? texts.resume : texts.start;
  const main = html`${heading(definition.title, lang, { below: definition.summary })}
    ${summaryList(facts, lang, { boxed: true })}
    ${linkButton({ href: applyPath(definition.code), text: start, lang })}
    <p class="hint">${words(texts.startNote, lang)}</p>
    ${
      about.youNeed.length > 0
        ? section(
            texts.need,
            lang,
            html`<ul>
              ${about.youNeed.map((need) => html`<li>${words(need, lang)}</li>`)}
            </ul>`,
          )
        : nothing
    }
    ${feePart(input)}
    ${section(
      texts.steps,
      lang,
      html`<ol>
        ${stepsOf(definition, catalogue).map((step) => html`<li>${words(step, lang)}</li>`)}
      </ol>`,
    )}`;
  const back = { href: "/services", text: texts.services };
  return page({ ...frame, title: definition.title, main, back });
};
