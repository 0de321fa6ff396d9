import { html } from "hono/html";
import { inboxPage } from "../inbox-page.ts";
import type { Html } from "../party-page.ts";
import type { Message } from "./inbox.ts";

/** Every phone's inbox for the person who tries the system. */
export const phonesPage = (messages: readonly Message[], to: string): Html =>
  inboxPage(
    {
      title: "رسائل الهواتف",
      says: {
        ar: "بيئة تجريبية: تصل هنا كل رسالة قصيرة يرسلها النظام. تتجدد الصفحة كل 3 ثوانٍ.",
        en: "Every text message of the sandbox arrives here.",
      },
      receiver: "رقم الهاتف",
      field: (typed) =>
        html`<input id="to" name="to" value="${typed}" dir="ltr" inputmode="tel" maxlength="20" />`,
    },
    messages,
    to,
  );
