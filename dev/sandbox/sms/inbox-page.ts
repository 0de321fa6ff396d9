import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Message } from "./inbox.ts";

const messagesShown = 50;
const clock = new Intl.DateTimeFormat("ar-PS-u-nu-latn", {
  timeZone: "Asia/Hebron",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});

/** The phones' inbox for the person who tries the system: newest first, renewed by itself. */
export function inboxPage(
  messages: readonly Message[],
  to: string,
): HtmlEscapedString | Promise<HtmlEscapedString> {
  const newest = messages.slice(-messagesShown).toReversed();
  return html`<!doctype html>
    <html lang="ar" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content="3" />
        <title>رسائل الهواتف (تجريبي)</title>
        <link rel="stylesheet" href="/inbox.css" />
      </head>
      <body>
        <main>
          <h1>رسائل الهواتف</h1>
          <p>
            بيئة تجريبية: تصل هنا كل رسالة قصيرة يرسلها النظام. تتجدد الصفحة كل 3 ثوانٍ.
            <span lang="en" dir="ltr">Every text message of the sandbox arrives here.</span>
          </p>
          <form method="get">
            <label for="to">رقم الهاتف</label>
            <input id="to" name="to" value="${to}" dir="ltr" inputmode="tel" maxlength="20" />
            <button type="submit">اعرض</button>
          </form>
          ${newest.length === 0 ? html`<p>لا توجد رسائل بعد.</p>` : ""}
          <ol>
            ${newest.map(
              (message) =>
                html`<li>
                  <p class="head">
                    <bdi dir="ltr">${message.to}</bdi>
                    <time datetime="${message.at}"
                      ><bdi>${clock.format(new Date(message.at))}</bdi></time
                    >
                  </p>
                  <p class="text" dir="auto">${message.text}</p>
                </li>`,
            )}
          </ol>
        </main>
      </body>
    </html>`;
}
