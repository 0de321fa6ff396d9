import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import { signInFrame } from "#src/page/frame.ts";
import { backTo } from "#src/protocol/engine-texts.ts";
import type { SignedOutStatus } from "./signed-out-status.ts";
import type { ToldState } from "./sign-out-queries.ts";

const texts = defineTexts({
  title: { ar: "خرجت من حسابك", en: "You are signed out" },
  body: {
    ar: "إن كان هذا الجهاز لغيرك فأغلق المتصفح أيضا.",
    en: "If this device is not yours, close the browser as well.",
  },
  services: { ar: "الخدمات التي دخلت إليها", en: "The services you had entered" },
  waits: {
    ar: "نخبر الخدمات بخروجك. تتجدد هذه الصفحة وحدها.",
    en: "We are telling the services that you signed out. This page renews itself.",
  },
  late: {
    ar: "بعض الخدمات لم تجب بعد. سنعيد إخبارها، ولا تحتاج إلى الانتظار.",
    en: "Some services have not answered yet. We go on telling them; you need not wait.",
  },
  waiting: { ar: "لم تجب بعد", en: "No answer yet" },
  confirmed: { ar: "أكدت خروجك", en: "Confirmed" },
  "given-up": { ar: "لم تجب: اخرج منها بنفسك", en: "Never answered: sign out there" },
  silent: { ar: "ينتهي دخولك إليها وحده", en: "Ends by itself" },
});

const tones: Readonly<Record<ToldState, Tone>> = {
  waiting: "waits",
  confirmed: "runs",
  "given-up": "late",
  silent: "done",
};

const serviceList = ({ services, lookAgainS }: SignedOutStatus, lang: Lang): Html => {
  if (services.length === 0) return nothing;
  const waits = services.some(({ state }) => state === "waiting");
  const said: Text = lookAgainS === undefined ? texts.late : texts.waits;
  return html`<h2>${words(texts.services, lang)}</h2>
    ${waits ? html`<p class="measure" role="status">${words(said, lang)}</p>` : nothing}
    ${summaryList(
      services.map(({ name, state }) => ({
        key: name,
        value: tag(texts[state], tones[state], lang),
      })),
      lang,
      { boxed: true },
    )}`;
};

/** The page after signing out: which services confirmed it. Renewed without script. */
export const signedOutPage = (
  view: Readonly<{ lang: Lang; path: string }>,
  status: SignedOutStatus,
  service: Readonly<{ name: Text; homeUrl: string }> | undefined,
): Html => {
  const { lang, path } = view;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    main: html`${heading(texts.title, lang, { below: texts.body })}${serviceList(status, lang)}
    ${service ? linkButton({ href: service.homeUrl, text: backTo(service.name), lang }) : nothing}`,
  });
};
