import { scriptAsset } from "@gov/kit/ui/assets.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { actionForm, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { signInFrame } from "#src/page/frame.ts";
import { backToFirst, otherWaysLink, type SignInView } from "#src/sign-in/sign-in-pages.ts";
import { serviceText } from "#src/sign-in/sign-in-texts.ts";
import { lookEverySeconds, type Approval } from "./approval.ts";
import { approvalTexts as texts } from "./approval-texts.ts";

/** The script of the page that waits. */
export const approvalScript = scriptAsset("approval", new URL("./approval.js", import.meta.url));

type Input = Readonly<{ kind: "citizen" | "staff"; others: boolean }>;

/** The number to choose in the app; the page opens itself again until the app has answered. */
export const approvalPage = (
  view: SignInView,
  { kind, others, approval }: Input & Readonly<{ approval: Approval }>,
): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    refreshS: lookEverySeconds,
    scripts: [approvalScript],
    back: backToFirst(view, kind),
    main: html`${heading(texts.title, lang, {
        above: serviceText(view.service),
        below: texts.lede,
      })}${summaryList(
        [
          {
            key: texts.number,
            value: html`<strong class="big">${bdi(`${approval.number}`)}</strong>`,
          },
          { key: texts.service, value: approval.service },
          { key: texts.domain, value: bdi(approval.domain, "latin") },
        ],
        lang,
        { boxed: true },
      )}
      <p class="measure">${words(texts.compare, lang)}</p>
      <p class="hint" data-look-every-s="${lookEverySeconds}">${words(texts.waits, lang)}</p>
      <p>
        ${linkButton({ href: `/interaction/${view.interactionId}/code`, text: texts.look, lang })}
      </p>
      ${otherWaysLink(view, others)}`,
  });
};

const notes = {
  expired: [texts.expired, texts.expiredNext],
  refused: [texts.refused, texts.refusedNext],
  none: [texts.none, texts.noneNext],
} as const;

/** No app is asked just now: why, and how to ask again. */
export const noApprovalPage = (
  view: SignInView,
  { kind, others, why }: Input & Readonly<{ why: keyof typeof notes }>,
): Html => {
  const { lang, csrfToken } = view;
  const [title, body] = notes[why];
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    back: backToFirst(view, kind),
    notice: notice({ kind: "warn", title, body, lang, live: true }),
    main: html`${heading(texts.title, lang, { above: serviceText(view.service) })}${actionForm({
      action: `/interaction/${view.interactionId}/way`,
      csrfToken,
      text: texts.again,
      lang,
      name: "way",
      value: "app",
    })}${others ? otherWaysLink(view, others) : nothing}`,
  });
};
