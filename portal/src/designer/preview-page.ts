import { defineTexts } from "@gov/kit/text.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { button, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { eligibility } from "@gov/services/language/eligibility.ts";
import { computeFee } from "@gov/services/language/fees.ts";
import { answersHtml, confirmedHtml } from "#src/apply/answers-html.ts";
import type { Application, TypedPages } from "#src/apply/application.ts";
import { applyTexts } from "#src/apply/apply-texts.ts";
import { feeHtml, waivedHtml } from "#src/apply/fee-html.ts";
import { feeRules } from "#src/apply/fee-rules.ts";
import { questionMain } from "#src/apply/question-page.ts";
import { designPath } from "./designer-paths.ts";
import type { Draft } from "./draft.ts";
import type { Trial } from "./preview.ts";
import { sampleApplicant, sampleFile } from "./preview-samples.ts";
import { reviewTexts } from "./review-texts.ts";

const texts = defineTexts({
  title: { ar: "تجربة الخدمة", en: "Trial of the service" },
  note: {
    ar: "هكذا يراها الناس على الهاتف. لا طلب يُقدَّم، ولا سجل يُسأل: أجوبة السجلات أمثلة.",
    en: "This is how people see it on a phone. Nothing is sent and no registry is asked: what registries say here are samples.",
  },
  sample: { ar: "املأ الصفحة بمثال", en: "Fill the page with a sample" },
  back: { ar: "الصفحة السابقة", en: "The page before" },
  restart: { ar: "ابدأ من الأول", en: "Begin again" },
  end: { ar: "انتهت الأسئلة", en: "There are no more questions" },
  endBody: {
    ar: "هذا ما يراجعه الشخص قبل الإرسال.",
    en: "This is what people check before they send it.",
  },
  refused: { ar: "بهذه الأجوبة لا تُقدَّم الخدمة:", en: "With these answers the service is refused:" },
  noPages: { ar: "لا صفحات بعد. أضف أول صفحة.", en: "There is no page yet. Add the first." },
  broken: {
    ar: "في المسودة ما ينقص، فقد تختلف التجربة عما سيُنشر.",
    en: "Something is missing in the draft: what is published may be different from this trial.",
  },
  tooLarge: {
    ar: "ما كُتب أكبر من المسموح، فبدأت التجربة من أولها.",
    en: "What was typed is more than allowed; the trial began again.",
  },
});

export type PreviewInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  draft: Draft;
  trial: Trial;
  typed: TypedPages;
  /** What stands in the open page, though it has not been sent. */
  shown: TypedPages;
  /** Whether mistakes are told: not where the page is only shown. */
  sent: boolean;
  incomplete: boolean;
  tooLarge: boolean;
}>;

const carried = ({ typed, trial }: PreviewInput): Html =>
  html`${hiddenField("typed", JSON.stringify(typed))}${hiddenField(
    "page",
    trial.state?.page.code ?? "",
  )}`;

const applicationOf = ({ draft, trial, shown }: PreviewInput): Application => ({
  id: "",
  nationalId: sampleApplicant.nationalId,
  serviceCode: draft.code,
  version: draft.definition.version,
  answers: trial.answers,
  typed: shown,
  facts: trial.facts,
  updatedAt: draft.editedAt,
});

const questionPart = (input: PreviewInput, state: NonNullable<Trial["state"]>): Html => {
  const { frame, csrfToken, draft, trial, sent } = input;
  const { lang } = frame;
  const at = trial.pages.findIndex(({ page: { code } }) => code === state.page.code);
  const files = state.page.fields.filter(({ kind }) => kind === "file");
  const errors = sent ? trial.errors : {};
  const told = Object.values(errors);
  return questionMain({
    frame,
    csrfToken,
    definition: draft.definition,
    application: applicationOf(input),
    data: trial.data,
    state,
    step: { number: at + 1, of: trial.pages.length + 1 },
    errors,
    files: Object.fromEntries(files.map(({ code }) => [code, [sampleFile]])),
    seen: "",
    trial: { action: designPath(draft, "preview"), carried: carried(input) },
    notice:
      told.length === 0
        ? undefined
        : html`<div class="errors" role="alert">
            <ul>
              ${told.map((text) => html`<li>${words(text, lang)}</li>`)}
            </ul>
          </div>`,
  });
};

const endPart = ({ draft, trial, frame }: PreviewInput): Html => {
  const { lang } = frame;
  const { definition } = draft;
  const { data, facts } = trial;
  const verdict = eligibility(definition, data);
  const fee = computeFee(definition, data);
  const rules = feeRules(definition, data);
  const refusals = verdict.outcome === "ineligible" ? verdict.reasons : [];
  const shown = { definition, data, facts, lang };
  return html`${heading(texts.end, lang, { below: texts.endBody })}
  ${
    refusals.length === 0
      ? nothing
      : html`${notice({ kind: "warn", title: texts.refused, lang })}
          <ul>
            ${refusals.map(
              ({ reason, remedy }) => html`<li>${words(reason, lang)} ${words(remedy, lang)}</li>`,
            )}
          </ul>`
  }
  ${confirmedHtml(shown)} ${section(applyTexts.answersPart, lang, answersHtml(shown))}
  ${
    fee.outcome === "known"
      ? section(applyTexts.fee, lang, feeHtml(fee, rules, lang))
      : fee.outcome === "free"
        ? section(
            applyTexts.fee,
            lang,
            html`<p>${words(applyTexts.free, lang)}</p>
              ${waivedHtml(fee.exemptions, rules, lang)}`,
          )
        : notice({ kind: "warn", title: applyTexts.feeUnknown, lang })
  }`;
};

/** What a designer does in a trial that people cannot: fill in a sample, go back, begin again. */
const controls = (input: PreviewInput): Html => {
  const { frame, csrfToken, draft, trial, typed } = input;
  const { lang } = frame;
  const step = (name: "sample" | "back"): Html =>
    button({ text: texts[name], lang, kind: "secondary", name: "then", value: name });
  const path = designPath(draft, "preview");
  return html`<form class="act" method="post" action="${path}">
    ${csrfField(csrfToken)}${carried(input)}
    ${buttonRow(
      trial.state ? step("sample") : nothing,
      Object.keys(typed).length > 0 ? step("back") : nothing,
      linkButton({ href: path, text: texts.restart, lang, kind: "plain" }),
    )}
  </form>`;
};

/** A draft as people will see it on a phone, walked page by page, touching nothing. */
export const previewPage = (input: PreviewInput): Html => {
  const { frame, draft, trial, incomplete, tooLarge } = input;
  const { lang } = frame;
  const empty = draft.definition.pages.length === 0;
  const content = trial.state ? questionPart(input, trial.state) : endPart(input);
  const main = html`<p>${words(texts.note, lang)}</p>
    ${tooLarge ? notice({ kind: "warn", title: texts.tooLarge, lang, live: true }) : nothing}
    ${incomplete ? notice({ kind: "warn", title: texts.broken, lang }) : nothing}
    ${empty ? nothing : controls(input)}
    ${
      empty
        ? html`${heading(texts.title, lang)}
          ${linkButton({ href: designPath(draft, "pages"), text: texts.noPages, lang })}`
        : html`<div class="phone">${content}</div>`
    }`;
  return page({
    ...frame,
    title: texts.title,
    main,
    back: { href: designPath(draft), text: reviewTexts.toOverview },
  });
};
