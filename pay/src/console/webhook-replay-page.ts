import { defineTexts, type Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { listTexts } from "./console-texts.ts";
import { filterForm } from "./filter-form.ts";
import { filterHref } from "./list-filter.ts";
import { endpointHref } from "./webhook-desk-pages.ts";
import type { DeskMessage, Replayed } from "./webhook-replay-queries.ts";

export const replayTexts = defineTexts({
  title: { ar: "أرسل مرة أخرى", en: "Send again" },
  sameBody: {
    ar: "يصل إلى النظام كما كان، بالرقم نفسه، فيعرف أنه وصله من قبل إن كان وصل.",
    en: "The system gets it as it was, under the same number, so it knows if it had it before.",
  },
  message: { ar: "الإشعار", en: "Message" },
  event: { ar: "الحدث", en: "Event" },
  saidAt: { ar: "وقت الحدث", en: "Happened at" },
  since: { ar: "ما لم يصل منذ يوم", en: "What did not arrive since" },
  count: { ar: "كم إشعارا", en: "How many messages" },
  atMost: { ar: "يرسل في المرة عشرة آلاف على الأكثر.", en: "At most ten thousand at a time." },
  none: {
    ar: "لا شيء ضاع منذ ذلك اليوم: وصل كل إشعار أو هو في الطريق.",
    en: "Nothing was lost since that day: every message arrived or is on its way.",
  },
  lost: { ar: "أرسل كل ما لم يصل", en: "Send all that did not arrive" },
  look: { ar: "اعرض كم هي", en: "See how many" },
  back: { ar: "لا ترسل", en: "Do not send" },
  onItsWayBody: {
    ar: "هذا الإشعار في الطريق إلى النظام الآن، فلا يرسل مرة أخرى.",
    en: "This message is on its way to the system now; it is not sent a second time.",
  },
  disabled: {
    ar: "أوقفنا هذا العنوان لأنه لم يستلم شيئا ثلاثة أيام. يعيد نظامك تسجيله ثم يرسل من هنا.",
    en: "This endpoint is off: it took nothing for three days. Your system registers it anew first.",
  },
  sent: { ar: "في الطريق إلى النظام", en: "On its way to the system" },
  history: { ar: "أرسل باليد", en: "Sent again by hand" },
  who: { ar: "أرسله", en: "By" },
  what: { ar: "ماذا", en: "What" },
  when: { ar: "متى", en: "When" },
  supervisors: {
    ar: "يرسل مرة أخرى مشرف أو مدير في جهتك.",
    en: "A supervisor or administrator of your institution can send again.",
  },
});

export const replayHref = (endpointId: string, query: Readonly<Record<string, string>>): string =>
  filterHref(`${endpointHref(endpointId)}/replay`, query);

type Confirm = Readonly<{
  endpointId: string;
  csrfToken: string;
  facts: readonly SummaryRow[];
  /** What the form carries; nothing where there is nothing to send. */
  fields: Html | undefined;
  /** Why it cannot be sent, or what it means. */
  says: Html;
}>;

const confirmPage = (frame: Frame, input: Confirm): Html => {
  const { lang } = frame;
  const action = endpointHref(input.endpointId);
  const back = linkButton({ href: action, lang, kind: "secondary", text: replayTexts.back });
  const send = input.fields
    ? actionForm({
        action: `${action}/replay`,
        csrfToken: input.csrfToken,
        lang,
        text: replayTexts.title,
        fields: input.fields,
      })
    : nothing;
  return page({
    ...frame,
    title: replayTexts.title,
    back: { href: action, text: bdi(input.endpointId, "latin") },
    main: html`${heading(replayTexts.title, lang)}${summaryList(input.facts, lang, {
        boxed: true,
      })}
      <p>${input.says}</p>
      ${buttonRow(send, back)}`,
  });
};

/** Asks before one message is sent again; one that is on its way has no button. */
export const replayOnePage = (
  frame: Frame,
  input: Readonly<{ endpointId: string; csrfToken: string; message: DeskMessage }>,
): Html => {
  const { lang } = frame;
  const { message } = input;
  return confirmPage(frame, {
    ...input,
    facts: [
      { key: replayTexts.event, value: bdi(message.event_type, "latin") },
      { key: listTexts.number, value: bdi(groupBillingNumber(message.billing_number)) },
      { key: replayTexts.saidAt, value: dateTime(message.created_at, lang) },
      { key: replayTexts.message, value: bdi(message.id, "latin") },
    ],
    fields: message.underWay ? undefined : hiddenField("message", message.id),
    says: words(message.underWay ? replayTexts.onItsWayBody : replayTexts.sameBody, lang),
  });
};

/** Asks before everything that did not arrive since a day is sent again. */
export const replayLostPage = (
  frame: Frame,
  input: Readonly<{ endpointId: string; csrfToken: string; since: string; count: bigint }>,
): Html => {
  const { lang } = frame;
  const { since, count } = input;
  const says = html`${words(replayTexts.sameBody, lang)} ${words(replayTexts.atMost, lang)}`;
  return confirmPage(frame, {
    ...input,
    facts: [
      { key: replayTexts.since, value: bdi(since, "latin") },
      { key: replayTexts.count, value: html`<strong>${String(count)}</strong>` },
    ],
    fields: count > 0n ? hiddenField("since", since) : undefined,
    says: count > 0n ? says : words(replayTexts.none, lang),
  });
};

/** On the log's page: all that was lost since a day, and who sent what again. */
export const replaySection = (
  input: Readonly<{
    endpointId: string;
    today: string;
    disabled: boolean;
    mayReplay: boolean;
    replayed: readonly Replayed[];
  }>,
  lang: Lang,
): Html => {
  const ask = filterForm({
    action: replayHref(input.endpointId, {}),
    lang,
    label: replayTexts.lost,
    controls: [{ kind: "day", name: "since", label: replayTexts.since, value: input.today }],
    submit: replayTexts.look,
  });
  const why = input.disabled ? replayTexts.disabled : replayTexts.supervisors;
  const closed = html`<p class="none">${words(why, lang)}</p>`;
  const history = section(
    replayTexts.history,
    lang,
    table({
      caption: replayTexts.history,
      captionHidden: true,
      lang,
      dense: true,
      columns: [{ head: replayTexts.what }, { head: replayTexts.who }, { head: replayTexts.when }],
      rows: input.replayed.map(({ what, username, at }) => ({
        cells: [bdi(what, "latin"), bdi(username, "latin"), dateTime(at, lang)],
      })),
    }),
  );
  const open = input.mayReplay && !input.disabled;
  return html`${section(replayTexts.lost, lang, open ? ask : closed)}${
    input.replayed.length > 0 ? history : nothing
  }`;
};
