import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { localDate } from "@gov/country/time-zone.ts";
import type { DocumentRow } from "./document-queries.ts";
import { documentState } from "./document-state.ts";

const texts = {
  download: { ar: "نزّل الوثيقة (PDF)", en: "Download (PDF)" },
  verify: { ar: "كيف يتحقق منها غيرك", en: "How others check it" },
  valid: { ar: "سارية", en: "Valid" },
  expired: { ar: "انتهت مدتها", en: "Expired" },
  withdrawn: { ar: "ألغيت", en: "Withdrawn" },
} as const;

const tones = { valid: "runs", expired: "done", withdrawn: "late" } as const;

const standing = (document: DocumentRow, lang: Lang): Html => {
  const state = documentState(document, localDate(new Date()));
  return tag(texts[state], tones[state], lang);
};

/** Documents to download, each with its number, dates and where it is checked. */
export const documentCards = (documents: readonly DocumentRow[], lang: Lang): Html =>
  cardGrid(
    documents.map((document) => {
      const issued = dateOnly(document.issuedAt, lang);
      const until = document.validUntil
        ? html` · ${lang === "ar" ? "حتى" : "until"} ${dateOnly(document.validUntil, lang)}`
        : nothing;
      return card({
        title: document.title,
        lang,
        level: 2,
        text: html`${bdi(document.number)}<br />${issued}${until}`,
        tag: standing(document, lang),
        action: html`${buttonRow(
            linkButton({ href: `/documents/${document.number}.pdf`, text: texts.download, lang }),
          )}
          <p><a href="/verify?number=${document.number}">${words(texts.verify, lang)}</a></p>`,
      });
    }),
  );
