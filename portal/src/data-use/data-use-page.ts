import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { ExchangeFailure } from "@gov/kit/exchange/exchange-client.ts";
import type { Sighting } from "./sightings.ts";

const texts = {
  title: { ar: "من اطّلع على بياناتي", en: "Who saw my data" },
  about: {
    ar: "كل مؤسسة سألت عنك سجلات الدولة، وكل موظف فتح طلبك هنا: متى، ولماذا، وماذا رأى.",
    en: "Every institution that asked the state's registers about you, and every officer who opened your application: when, why and what they saw.",
  },
  none: { ar: "لم يطلع أحد على بياناتك بعد", en: "Nobody has looked at your data yet" },
  exchangeDown: {
    ar: "سجل التبادل بين المؤسسات لا يجيب الآن",
    en: "The record of the exchange between institutions does not answer now",
  },
  exchangeDownBody: {
    ar: "ترى هنا من فتح طلباتك في حكومتي فقط. أسئلة المؤسسات للسجلات تظهر حين يعود.",
    en: "You see only who opened your applications here. Questions to registers appear when it is back.",
  },
  when: { ar: "متى", en: "When" },
  who: { ar: "المؤسسة", en: "Institution" },
  by: { ar: "من", en: "Who" },
  why: { ar: "لماذا", en: "Why" },
  what: { ar: "ماذا رأى", en: "What was seen" },
  wrong: {
    ar: "إن رأيت ما لا تتوقعه فاسأل المؤسسة المذكورة واذكر وقته ورقم الطلب.",
    en: "If you see something you do not expect, ask the institution named and quote the time and reference.",
  },
} as const satisfies Record<string, Text>;

/** Who saw this person's data, the latest first. */
export const dataUsePage = (
  input: Readonly<{
    frame: Frame;
    sightings: readonly Sighting[];
    page: number;
    more: boolean;
    exchangeDown?: ExchangeFailure;
  }>,
): Html => {
  const { frame, sightings, more } = input;
  const { lang } = frame;
  const rows = sightings.map((each) => ({
    cells: [
      dateTime(each.at, lang),
      each.who,
      each.by,
      // One element a cell: on a narrow screen a cell lays its children out in a row.
      html`<span
        >${words(each.why, lang)}${
          each.reference ? html`<br />${bdi(each.reference)}` : nothing
        }</span
      >`,
      html`<span>${words(each.what, lang)}</span>`,
    ],
  }));
  const columns = [texts.when, texts.who, texts.by, texts.why, texts.what].map((head) => ({
    head,
  }));
  const main = html`${heading(texts.title, lang, { below: texts.about })}
    ${
      input.exchangeDown
        ? notice({ kind: "down", lang, title: texts.exchangeDown, body: texts.exchangeDownBody })
        : nothing
    }
    ${table({
      caption: texts.title,
      captionHidden: true,
      columns,
      rows,
      lang,
      empty: emptyState({ title: texts.none, lang }),
    })}
    ${pagination({
      lang,
      ...(input.page > 1 ? { previousHref: `/data-use?page=${input.page - 1}` } : {}),
      ...(more ? { nextHref: `/data-use?page=${input.page + 1}` } : {}),
    })}
    <p class="hint">${words(texts.wrong, lang)}</p>`;
  return page({ ...frame, title: texts.title, main });
};
