import { defineTexts, type Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { CaseDifference } from "@gov/services/language/dry-run.ts";
import { designPath } from "./designer-paths.ts";
import type { Draft } from "./draft.ts";
import { changesOnPage, mostCases, type DryRun, type DryRunChange } from "./dry-run.ts";
import { versionText } from "./list-texts.ts";
import { reviewTexts } from "./review-texts.ts";

const texts = defineTexts({
  title: { ar: "أثر المسودة على الطلبات السابقة", en: "What the draft would have changed" },
  below: {
    ar: "نعيد حساب الطلبات السابقة بالمسودة، ولا يتغير منها شيء: من كان رسمه أو نتيجته ستختلف؟",
    en: "Past requests are judged again by the draft, and none is changed: whose fee or outcome would have been different?",
  },
  run: { ar: "جرّب الآن", en: "Try it now" },
  again: { ar: "جرّب من جديد", en: "Try it again" },
  isNew: { ar: "خدمة جديدة: لا طلبات سابقة لها.", en: "A new service: it has no past requests." },
  problems: {
    ar: "أكمل ما ينقص المسودة أولا.",
    en: "Put right what is missing in the draft first.",
  },
  noCases: { ar: "لا طلبات سابقة لهذه الخدمة.", en: "This service has no past requests." },
  running: { ar: "يجري الحساب", en: "Working on it" },
  refresh: { ar: "حدّث الصفحة", en: "Refresh" },
  stale: {
    ar: "تغيّرت المسودة بعد هذه التجربة. جرّبها من جديد.",
    en: "The draft changed after this was tried. Try it again.",
  },
  none: { ar: "لا طلب كان سيختلف.", en: "No request would have been different." },
  changed: { ar: "طلبات كانت ستختلف", en: "requests would have been different" },
  looked: { ar: "طلبات حُسبت", en: "requests judged" },
  request: { ar: "الطلب", en: "Request" },
  what: { ar: "ما يختلف", en: "What differs" },
  bounded: {
    ar: `أحدث ${mostCases} طلب فقط.`,
    en: `Only the newest ${mostCases} requests.`,
  },
});

const kindTexts = {
  fee: { ar: "الرسم", en: "Fee" },
  eligibility: { ar: "الاستحقاق", en: "Eligibility" },
  questions: { ar: "الأسئلة", en: "Questions" },
  routing: { ar: "سير الطلب", en: "Route" },
} as const satisfies Record<CaseDifference["kind"], Text>;

export type DryRunInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  draft: Draft;
  run: DryRun | undefined;
  changes: readonly DryRunChange[];
  /** The place in the list where the page begins. */
  after: number;
  /** Something is missing in the draft: it cannot be tried. */
  incomplete: boolean;
  /** Where this officer may open a case, its address. */
  caseHref: ((reference: string) => string) | undefined;
}>;

const kindText = (kind: string): Text =>
  kind in kindTexts ? kindTexts[kind as keyof typeof kindTexts] : { ar: kind, en: kind };

const result = (input: DryRunInput, run: DryRun): Html => {
  const { frame, changes, caseHref, draft, after } = input;
  const { lang } = frame;
  if (run.total === 0) return notice({ kind: "info", title: texts.noCases, lang });
  const at = (start: number): string => `${designPath(draft, "dry-run")}?after=${start}`;
  const shown = after + changes.length;
  return html`<p>
      <strong>${bdi(String(run.changed))}</strong> ${words(texts.changed, lang)} ·
      ${bdi(String(run.lookedAt))} ${words(texts.looked, lang)} ·
      ${words(versionText(run.baseVersion), lang)} · ${dateTime(run.askedAt, lang)}
      ${run.total === mostCases ? html`· ${words(texts.bounded, lang)}` : nothing}
    </p>
    ${table({
      caption: texts.changed,
      captionHidden: true,
      dense: true,
      lang,
      empty: texts.none,
      columns: [
        { head: texts.request },
        { head: texts.what },
        { head: reviewTexts.before },
        { head: reviewTexts.after },
      ],
      rows: changes.flatMap(({ reference, differences }) =>
        differences.map(({ kind, before, after: becomes }) => ({
          ...(caseHref ? { href: caseHref(reference) } : {}),
          cells: [bdi(reference), kindText(kind), before, becomes],
        })),
      ),
    })}
    ${pagination({
      lang,
      previousHref: after > 0 ? at(Math.max(0, after - changesOnPage)) : undefined,
      nextHref: shown < run.changed ? at(shown) : undefined,
      position: { from: Math.min(after + 1, run.changed), to: shown, total: run.changed },
    })}`;
};

const progressPart = (run: DryRun, href: string, lang: Frame["lang"]): Html =>
  html`${notice({
      kind: "info",
      lang,
      live: true,
      title: html`${words(texts.running, lang)}: ${bdi(`${run.lookedAt} / ${run.total}`)}`,
    })}
    <progress
      max="${run.total}"
      value="${run.lookedAt}"
      aria-label="${texts.running[lang]}"
    ></progress>
    ${linkButton({ href, text: texts.refresh, lang, kind: "secondary" })}`;

const runPart = (input: DryRunInput): Html => {
  const { frame, csrfToken, draft, run, incomplete } = input;
  const { lang } = frame;
  if (draft.basedOn === undefined) return notice({ kind: "info", title: texts.isNew, lang });
  if (incomplete) return notice({ kind: "warn", title: texts.problems, lang });
  return actionForm({
    action: designPath(draft, "dry-run"),
    csrfToken,
    text: run ? texts.again : texts.run,
    lang,
    kind: run && run.revision === draft.revision ? "secondary" : "primary",
    fields: hiddenField("revision", String(draft.revision)),
  });
};

/** Which past cases a draft would have decided or charged otherwise, from what to what. */
export const dryRunPage = (input: DryRunInput): Html => {
  const { frame, draft, run } = input;
  const { lang } = frame;
  const href = designPath(draft, "dry-run");
  const working = run !== undefined && run.finishedAt === undefined;
  const stale = run !== undefined && run.revision !== draft.revision;
  const main = html`${heading(texts.title, lang, {
    above: draft.definition.title,
    below: texts.below,
  })}
  ${stale ? notice({ kind: "warn", title: texts.stale, lang }) : nothing}
  ${working ? progressPart(run, href, lang) : runPart(input)}
  ${run && !working ? result(input, run) : nothing}`;
  return page({
    ...frame,
    title: texts.title,
    main,
    back: { href: designPath(draft), text: reviewTexts.toOverview },
    wide: true,
    ...(working ? { refreshS: 2 } : {}),
  });
};
