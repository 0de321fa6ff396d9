import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Letter } from "./mailbox.ts";

const lettersShown = 50;
const clock = new Intl.DateTimeFormat("ar-PS-u-nu-latn", {
  timeZone: "Asia/Hebron",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});

/** Everybody's letterbox for the person who tries the system: newest first, renewed by itself. */
export function mailboxPage(
  letters: readonly Letter[],
  to: string,
): HtmlEscapedString | Promise<HtmlEscapedString> {
  const newest = letters.slice(-lettersShown).toReversed();
  return html`<!doctype html>
    <html lang="ar" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content="3" />
        <title>صناديق البريد (تجريبي)</title>
        <link rel="stylesheet" href="/inbox.css" />
      </head>
      <body>
        <main>
          <h1>صناديق البريد</h1>
          <p>
            بيئة تجريبية: تصل هنا كل رسالة بريد إلكتروني يرسلها النظام. تتجدد الصفحة كل 3 ثوانٍ.
            <span lang="en" dir="ltr">Every e-mail of the sandbox arrives here.</span>
          </p>
          <form method="get">
            <label for="to">البريد الإلكتروني</label>
            <input id="to" name="to" type="email" value="${to}" dir="ltr" maxlength="254" />
            <button type="submit">اعرض</button>
          </form>
          ${newest.length === 0 ? html`<p>لا توجد رسائل بعد.</p>` : ""}
          <ol>
            ${newest.map(
              (letter) =>
                html`<li>
                  <p class="head">
                    <bdi dir="ltr">${letter.to}</bdi>
                    <time datetime="${letter.at}"
                      ><bdi>${clock.format(new Date(letter.at))}</bdi></time
                    >
                  </p>
                  <h2 dir="auto"><a href="/letters/${letter.id}">${letter.subject}</a></h2>
                  <p class="text" dir="auto">${letter.text}</p>
                </li>`,
            )}
          </ol>
        </main>
      </body>
    </html>`;
}
