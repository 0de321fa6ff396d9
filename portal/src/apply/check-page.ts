import { bdi } from "@gov/kit/ui/bdi.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import type { Fee } from "@gov/services/language/fees.ts";
import type { Applicant } from "#src/case/case-data.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import { answersHtml, confirmedHtml } from "./answers-html.ts";
import type { Application } from "./application.ts";
import { applyPath, checkPage, savedPage } from "./apply-paths.ts";
import { applyTexts } from "./apply-texts.ts";
import { downNotice } from "./facts-html.ts";
import { feeRules } from "./fee-rules.ts";
import { feeHtml, waivedHtml } from "./fee-html.ts";
import type { Standing } from "./standing.ts";

export type CheckInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  definition: ServiceDefinition;
  application: Application;
  applicant: Applicant;
  data: CaseData;
  standing: Standing;
  /** `wanted`: whoever sends it proves anew first that it is they; `given`: they just did. */
  proof?: "wanted" | "given";
  /** The fee is not what the person saw before. */
  feeChanged: boolean;
}>;

/** The fee as the form sends it back: if it is another by then, the person sees it first. */
export const feeSeen = (fee: Fee): string =>
  fee.outcome === "known" ? `${fee.total.amountMinor} ${fee.total.currency}` : fee.outcome;

const feePart = ({ definition, data, standing: { fee }, frame: { lang } }: CheckInput): Html => {
  const rules = feeRules(definition, data);
  if (fee.outcome === "free") {
    return html`<p>${words(applyTexts.free, lang)}</p>
      ${waivedHtml(fee.exemptions, rules, lang)}`;
  }
  if (fee.outcome === "known") {
    return html`${feeHtml(fee, rules, lang)}
      <p>${words(applyTexts.payAfter, lang)}</p>`;
  }
  const { feeUnknown: title, feeUnknownBody: body } = applyTexts;
  return notice({ kind: "warn", lang, title, body });
};

const sendPart = (input: CheckInput): Html => {
  const { definition, application, standing, frame, csrfToken } = input;
  const { lang } = frame;
  if (!standing.ready) {
    const again = `${applyPath(definition.code, checkPage)}?again=1`;
    return linkButton({ href: again, text: applyTexts.again, lang });
  }
  if (input.proof === "wanted") return proofPart(input);
  return form({
    action: applyPath(definition.code, checkPage),
    lang,
    csrfToken,
    body: html`<p>${words(applyTexts.declaration, lang)}</p>
      ${hiddenField("application", application.id)} ${hiddenField("fee", feeSeen(standing.fee))}`,
    submit: applyTexts.send,
    secondary: { href: applyPath(definition.code, savedPage), text: applyTexts.later },
  });
};

/** The way to prove anew that it is they; everything is saved, and leads back here. */
const proofPart = ({ definition, frame: { lang } }: CheckInput): Html => {
  const back = encodeURIComponent(applyPath(definition.code, checkPage));
  return html`${notice({ kind: "info", lang, title: applyTexts.proof, body: applyTexts.proofBody })}
  ${buttonRow(
    linkButton({ href: `/signin?proof=1&returnTo=${back}`, text: applyTexts.prove, lang }),
    linkButton({
      href: applyPath(definition.code, savedPage),
      text: applyTexts.later,
      lang,
      kind: "secondary",
    }),
  )}`;
};

/** Everything before it is sent: what registers said, answers with links to change, the fee. */
export const checkAnswersPage = (input: CheckInput): Html => {
  const { frame, definition, application, applicant, data, standing } = input;
  const { lang } = frame;
  const confirmed = standing.pages.some((state) => state.page.confirms?.length);
  const shown = { definition, data, facts: application.facts, lang };
  const changeHref = (code: string): string => applyPath(definition.code, code);
  const who = [
    { key: applyTexts.name, value: applicant.name[lang] },
    { key: applyTexts.nationalId, value: bdi(applicant.nationalId) },
  ];
  const last = standing.pages.at(-1)?.page.code;
  const main = html`${heading(applyTexts.check, lang, { above: definition.title })}
  ${
    input.feeChanged
      ? notice({ kind: "warn", lang, title: applyTexts.feeChanged, live: true })
      : nothing
  }
  ${
    input.proof === "given"
      ? notice({ kind: "success", lang, title: applyTexts.proved, live: true })
      : nothing
  }
  ${standing.ready ? nothing : standing.down.map((fact) => downNotice(fact, lang))}
  ${section(applyTexts.applicant, lang, summaryList(who, lang, { boxed: true }))}
  ${confirmed ? section(applyTexts.confirmedPart, lang, confirmedHtml(shown)) : nothing}
  ${section(applyTexts.answersPart, lang, answersHtml({ ...shown, changeHref }))}
  ${section(applyTexts.fee, lang, feePart(input))} ${sendPart(input)}`;
  return page({
    ...frame,
    title: applyTexts.check,
    main,
    ...(last ? { back: { href: changeHref(last), text: applyTexts.back } } : {}),
  });
};
