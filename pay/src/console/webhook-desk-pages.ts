import { defineTexts, type Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { billHref, listTexts } from "./console-texts.ts";
import { filterForm } from "./filter-form.ts";
import { filterHref } from "./list-filter.ts";
import type { DeskClient, DeskDelivery, DeskEndpoint } from "./webhook-desk-queries.ts";

export const webhooksPath = "/console/webhooks";
export const endpointHref = (id: string): string => `${webhooksPath}/${encodeURIComponent(id)}`;

const texts = defineTexts({
  title: { ar: "إشعارات الأنظمة", en: "Webhooks" },
  lead: {
    ar: "إلى أين نرسل خبر كل فاتورة، وماذا أجاب نظامك. ترى ما يخص فواتير جهتك فقط.",
    en: "Where news of each bill goes, and what your system answered. You see your own bills only.",
  },
  endpoint: { ar: "العنوان", en: "Endpoint" },
  client: { ar: "النظام", en: "System" },
  url: { ar: "الرابط", en: "Address" },
  events: { ar: "الأحداث", en: "Events" },
  last: { ar: "آخر إرسال", en: "Last sent" },
  answer: { ar: "الجواب", en: "Answer" },
  none: {
    ar: "لا عناوين لأنظمة جهتك. يسجلها نظامك: PUT /v1/webhook-endpoints/{id}",
    en: "Your systems have no endpoints. Your system registers one: PUT /v1/webhook-endpoints/{id}",
  },
  log: { ar: "سجل الإرسال", en: "Delivery log" },
  noneSent: { ar: "لم يرسل شيء بعد.", en: "Nothing was sent yet." },
  event: { ar: "الحدث", en: "Event" },
  attempt: { ar: "المحاولة", en: "Attempt" },
  took: { ar: "المدة", en: "Took" },
  sentAt: { ar: "الوقت", en: "Sent at" },
  arrived: { ar: "وصل", en: "Arrived" },
  failed: { ar: "لم يصل", en: "Did not arrive" },
  message: { ar: "الإشعار", en: "Message" },
  again: { ar: "أرسل مرة أخرى", en: "Send again" },
  onItsWay: { ar: "في الطريق", en: "On its way" },
  failedOnly: { ar: "ما لم يصل فقط", en: "Only what did not arrive" },
  show: { ar: "اعرض", en: "Show" },
  clients: { ar: "أنظمة الجهة", en: "API clients" },
  clientsLead: {
    ar: "الأنظمة التي تصدر فواتير جهتك. مفاتيحها وصلاحياتها عند الدخول الموحد، لا هنا.",
    en: "The systems that make your bills. Their keys and rights are kept by the unified sign-in, not here.",
  },
  keys: {
    ar: "لتبديل سر نظام أو رفع مفتاحه العام اطلب ذلك من مدير الدخول الموحد:",
    en: "To change a system's secret or upload its public key, turn to the administrator of the unified sign-in:",
  },
  bills: { ar: "فواتيره", en: "Its bills" },
  lastBill: { ar: "آخر فاتورة", en: "Last bill" },
  endpoints: { ar: "عناوينه", en: "Its endpoints" },
  noClients: { ar: "لم يصدر نظام فاتورة بعد.", en: "No system has made a bill yet." },
  byHand: { ar: "باليد، في هذه اللوحة", en: "By hand, at this console" },
});

/** The endpoints of the systems that make the scope's bills. */
export const endpointsPage = (frame: Frame, endpoints: readonly DeskEndpoint[]): Html => {
  const { lang } = frame;
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    main: html`${heading(texts.title, lang, { below: texts.lead })}${table({
      caption: texts.title,
      captionHidden: true,
      lang,
      dense: true,
      columns: [
        { head: texts.endpoint },
        { head: texts.client },
        { head: texts.url },
        { head: texts.last },
        { head: texts.answer },
      ],
      rows: endpoints.map((endpoint) => ({
        href: endpointHref(endpoint.id),
        cells: [
          bdi(endpoint.id, "latin"),
          bdi(endpoint.client_id, "latin"),
          bdi(endpoint.url, "latin"),
          endpoint.last_at ? dateTime(endpoint.last_at, lang) : html`—`,
          endpoint.last_status === null ? html`—` : String(endpoint.last_status),
        ],
      })),
      empty: texts.none,
    })}`,
  });
};

const outcome = (delivery: DeskDelivery, lang: Lang): Html =>
  delivery.error === null
    ? html`${tag(texts.arrived, "runs", lang)} ${String(delivery.status ?? "")}`
    : html`${tag(texts.failed, "late", lang)} <bdi dir="ltr">${delivery.error}</bdi>`;

export type EndpointPageInput = Readonly<{
  endpoint: DeskEndpoint;
  deliveries: readonly DeskDelivery[];
  failedOnly: boolean;
  paged: boolean;
  more: boolean;
  /** Where this person may send messages again: the link to ask for one. */
  again: ((messageId: string) => string) | undefined;
  notice: Html | undefined;
  /** Below the log. */
  below: Html;
}>;

const againCell = (delivery: DeskDelivery, { again }: EndpointPageInput, lang: Lang): Html => {
  if (!delivery.newest) return nothing;
  if (delivery.underWay) return tag(texts.onItsWay, "waits", lang);
  return again ? html`<a href="${again(delivery.message_id)}">${texts.again[lang]}</a>` : html`—`;
};

/** One endpoint and everything that it was sent. */
export const endpointPage = (frame: Frame, input: EndpointPageInput): Html => {
  const { lang } = frame;
  const { endpoint, deliveries, failedOnly } = input;
  const own = endpointHref(endpoint.id);
  const typed: Record<string, string> = failedOnly ? { failed: "yes" } : {};
  const last = deliveries.at(-1);
  return page({
    ...frame,
    wide: true,
    title: texts.log,
    notice: input.notice ?? nothing,
    back: { href: webhooksPath, text: texts.title },
    main: html`${heading(bdi(endpoint.id, "latin"), lang, { above: texts.log })}${summaryList(
      [
        { key: texts.client, value: bdi(endpoint.client_id, "latin") },
        { key: texts.url, value: bdi(endpoint.url, "latin") },
        {
          key: texts.events,
          value: html`${endpoint.event_types.map((type) => html`${bdi(type, "latin")} `)}`,
        },
      ],
      lang,
      { boxed: true },
    )}${filterForm({
      action: own,
      lang,
      label: texts.log,
      controls: [
        {
          kind: "choice",
          name: "failed",
          label: texts.answer,
          value: failedOnly ? "yes" : "",
          options: [{ value: "yes", label: texts.failedOnly }],
        },
      ],
      submit: texts.show,
    })}${table({
      caption: texts.log,
      captionHidden: true,
      lang,
      dense: true,
      columns: [
        { head: listTexts.number },
        { head: texts.event },
        { head: texts.answer },
        { head: texts.attempt, numeric: true },
        { head: texts.took, numeric: true },
        { head: texts.sentAt },
        { head: texts.message },
      ],
      rows: deliveries.map((delivery) => ({
        href: billHref(delivery.bill_id),
        cells: [
          bdi(groupBillingNumber(delivery.billing_number)),
          bdi(delivery.event_type, "latin"),
          outcome(delivery, lang),
          String(delivery.attempt),
          bdi(`${delivery.duration_ms} ms`, "latin"),
          dateTime(delivery.at, lang),
          againCell(delivery, input, lang),
        ],
      })),
      empty: texts.noneSent,
    })}${pagination({
      lang,
      previousHref: input.paged ? filterHref(own, typed) : undefined,
      nextHref:
        input.more && last ? filterHref(own, typed, { before: String(last.id) }) : undefined,
    })}${input.below}`,
  });
};

/** The systems that make the scope's bills, and where their keys are. */
export const clientsPage = (
  frame: Frame,
  clients: readonly DeskClient[],
  signInUrl: string,
): Html => {
  const { lang } = frame;
  const name = (client: DeskClient): Html =>
    client.client_id.startsWith("console/")
      ? words(texts.byHand, lang)
      : bdi(client.client_id, "latin");
  return page({
    ...frame,
    wide: true,
    title: texts.clients,
    main: html`${heading(texts.clients, lang, { below: texts.clientsLead })}
      <p>${words(texts.keys, lang)} <a href="${signInUrl}">${bdi(signInUrl, "latin")}</a></p>
      ${table({
        caption: texts.clients,
        captionHidden: true,
        lang,
        dense: true,
        columns: [
          { head: texts.client },
          { head: texts.lastBill },
          { head: texts.endpoints, numeric: true },
          { head: texts.bills, numeric: true },
        ],
        rows: clients.map((client) => ({
          cells: [
            name(client),
            dateTime(client.last_at, lang),
            String(client.endpoints),
            String(client.bills),
          ],
        })),
        empty: texts.noClients,
      })}`,
  });
};
