import { html } from "hono/html";
import { inboxPage } from "../inbox-page.ts";
import type { Html } from "../party-page.ts";
import type { Letter } from "./mailbox.ts";

/** Everybody's letterbox for the person who tries the system. */
export const mailboxPage = (letters: readonly Letter[], to: string): Html =>
  inboxPage(
    {
      title: "صناديق البريد",
      says: {
        ar: "بيئة تجريبية: تصل هنا كل رسالة بريد إلكتروني يرسلها النظام. تتجدد الصفحة كل 3 ثوانٍ.",
        en: "Every e-mail of the sandbox arrives here.",
      },
      receiver: "البريد الإلكتروني",
      field: (typed) =>
        html`<input id="to" name="to" type="email" value="${typed}" dir="ltr" maxlength="254" />`,
      above: ({ id, subject }) => html`<h2 dir="auto"><a href="/letters/${id}">${subject}</a></h2>`,
    },
    letters,
    to,
  );
