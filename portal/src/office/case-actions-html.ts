import type { Lang } from "@gov/kit/text.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { shortcutList } from "@gov/kit/ui/shortcuts.ts";
import type { Actions, Decision } from "./case-actions.ts";
import type { OpenCase } from "./case-page.ts";
import { caseHref } from "./inbox-pages.ts";
import { officeTexts } from "./office-texts.ts";

const keys = { approve: "a", reject: "r", requestInformation: "i" } as const;
const places = { approve: "approve", reject: "reject", requestInformation: "ask" } as const;

type Offered = Actions["decisions"][number];

const decisionHtml = (decision: Offered, base: string, csrfToken: string, lang: Lang): Html => {
  const event: Decision = decision.event;
  const common = { text: decision.label, lang, key: keys[event] };
  const place = `${base}/${places[event]}`;
  if (event === "approve") return actionForm({ ...common, action: place, csrfToken });
  const kind = event === "reject" ? "danger" : "secondary";
  return linkButton({ ...common, href: place, kind });
};

const handOver = (open: OpenCase, base: string, lang: Lang): Html => {
  const { actions, csrfToken } = open;
  const take = actionForm({
    action: `${base}/take`,
    csrfToken,
    text: officeTexts.take,
    lang,
    kind: "plain",
    key: "t",
  });
  const release = actionForm({
    action: `${base}/release`,
    csrfToken,
    text: officeTexts.release,
    lang,
    kind: "plain",
  });
  return html`${actions.take ? take : nothing}${actions.release ? release : nothing}`;
};

const shortcuts = ({ actions }: OpenCase, lang: Lang): Html =>
  actions.decisions.length === 0
    ? nothing
    : shortcutList(
        actions.decisions.map(({ event, label }) => ({ key: keys[event], does: label })),
        lang,
      );

const noteForm = (base: string, csrfToken: string, lang: Lang): Html =>
  html`<details>
    <summary>${officeTexts.addNote[lang]}</summary>
    ${form({
      action: `${base}/notes`,
      lang,
      csrfToken,
      body: textareaField({
        name: "text",
        lang,
        label: officeTexts.note,
        hint: officeTexts.noteHint,
        rows: 3,
      }),
      submit: officeTexts.addNote,
      submitKind: "secondary",
    })}
  </details>`;

/** The decisions, handing over, and a note. */
export const actionsHtml = (open: OpenCase, lang: Lang): Html => {
  const { actions, csrfToken, current } = open;
  const base = caseHref(current.reference);
  const decisions = actions.decisions.map((each) => decisionHtml(each, base, csrfToken, lang));
  return html`${buttonRow(...decisions, handOver(open, base, lang))} ${shortcuts(open, lang)}
  ${noteForm(base, csrfToken, lang)}`;
};
