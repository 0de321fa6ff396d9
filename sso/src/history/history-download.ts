import type { Lang, Text } from "@gov/kit/text.ts";
import { deviceName } from "#src/device/device-name.ts";
import { csvLine } from "#src/page/csv.ts";
import { eventText } from "./event-texts.ts";
import type { HistoryEvent } from "./history-queries.ts";

export type NamedEvent = HistoryEvent & Readonly<{ service: Text | undefined }>;

const columns: Readonly<Record<Lang, readonly string[]>> = {
  ar: ["الوقت (UTC)", "ما حدث", "الخدمة", "الجهاز", "العنوان", "من فعله", "تفصيل"],
  en: ["Time (UTC)", "What happened", "Service", "Device", "Address", "Done by", "Detail"],
};

const plainAddress = (address: string | null): string => address?.replace(/\/\d+$/, "") ?? "";

const lineOf = (event: NamedEvent, lang: Lang): string =>
  csvLine([
    event.at.toISOString(),
    eventText(event.event)[lang],
    event.service?.[lang] ?? "",
    event.userAgent === null ? "" : deviceName(event.userAgent)[lang],
    plainAddress(event.address),
    event.actor ?? "",
    Object.keys(event.detail).length === 0 ? "" : JSON.stringify(event.detail),
  ]);

/** The mark at the beginning tells spreadsheets that the text is UTF-8. */
export const csvHead = (lang: Lang): string => `\ufeff${csvLine(columns[lang])}`;

export const csvPart = (events: readonly NamedEvent[], lang: Lang): string =>
  events.map((event) => lineOf(event, lang)).join("");

/** The events as JSON, without the brackets around the list. */
export const jsonPart = (events: readonly NamedEvent[], first: boolean): string =>
  events
    .map(({ id, at, event, service, clientId, actor, address, userAgent, detail }, index) => {
      const text = eventText(event);
      const line = { id, at, event, text, clientId, service, actor, userAgent, detail };
      const start = first && index === 0 ? "\n" : ",\n";
      return `${start}${JSON.stringify({ ...line, address: plainAddress(address) })}`;
    })
    .join("");
