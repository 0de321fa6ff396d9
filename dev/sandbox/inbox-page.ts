import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import { html } from "hono/html";
import type { PartyEnv } from "./party.ts";
import type { Html } from "./party-page.ts";

const shown = 50;
const stylesheet = readFileSync(new URL("inbox.css", import.meta.url), "utf8");
const clock = new Intl.DateTimeFormat("ar-PS-u-nu-latn", {
  timeZone: "Asia/Hebron",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});

type Message = Readonly<{ to: string; at: string; text: string }>;

/** What one kind of message is called, and how its page asks for a receiver. */
export type InboxWords<M extends Message> = Readonly<{
  title: string;
  says: Readonly<{ ar: string; en: string }>;
  /** The label of the field `to`, and the field itself as it holds what was typed. */
  receiver: string;
  field: (to: string) => Html;
  /** Stands above a message's text. */
  above?: (message: M) => Html;
}>;

/** The inbox for the person who tries the system: newest first, renewed by itself. */
export function inboxPage<M extends Message>(
  words: InboxWords<M>,
  messages: readonly M[],
  to: string,
): Html {
  const newest = messages.slice(-shown).toReversed();
  return html`<!doctype html>
    <html lang="ar" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content="3" />
        <title>${words.title} (تجريبي)</title>
        <link rel="stylesheet" href="/inbox.css" />
      </head>
      <body>
        <main>
          <h1>${words.title}</h1>
          <p>
            ${words.says.ar}
            <span lang="en" dir="ltr">${words.says.en}</span>
          </p>
          <form method="get">
            <label for="to">${words.receiver}</label>
            ${words.field(to)}
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
                  ${words.above?.(message) ?? ""}
                  <p class="text" dir="auto">${message.text}</p>
                </li>`,
            )}
          </ol>
        </main>
      </body>
    </html>`;
}

/** Serves the style of the page. */
export function mountInboxStyle(app: Hono<PartyEnv>): void {
  app.get("/inbox.css", (c) => c.body(stylesheet, 200, { "content-type": "text/css" }));
}
