import { defineTexts, type Lang } from "@gov/kit/text.ts";
import { html, nothing } from "@gov/kit/ui/html.ts";

/** A letter by e-mail, in the person's language. Sent as plain text and as simple HTML. */
export type Mail = Readonly<{
  to: string;
  lang: Lang;
  subject: string;
  paragraphs: readonly string[];
  /** A one-time code: large, on a line of its own, never broken or turned round. */
  code?: string;
  /** The one thing to do. */
  action?: Readonly<{ text: string; href: string }>;
  /** What stands under it. */
  after?: string;
}>;

const texts = defineTexts({
  sender: { ar: "الدخول الموحد", en: "Government sign-in" },
});

/** Whom the letter is from, as people see it. */
export const senderName = (lang: Lang): string => texts.sender[lang];

export const mailText = ({ paragraphs, code, action, after, lang }: Omit<Mail, "to">): string =>
  [
    ...paragraphs,
    ...(code === undefined ? [] : [code]),
    ...(action === undefined ? [] : [`${action.text}:\n${action.href}`]),
    ...(after === undefined ? [] : [after]),
    texts.sender[lang],
  ].join("\n\n");

const fonts = "'Segoe UI',Tahoma,'Noto Sans Arabic',sans-serif";

/** Styles stand on the elements and nothing is loaded: what every mail program shows alike. */
export const mailHtml = (mail: Omit<Mail, "to">): string => {
  const { lang, subject, paragraphs, code, action, after } = mail;
  const direction = lang === "ar" ? "rtl" : "ltr";
  const align = lang === "ar" ? "right" : "left";
  const paragraph = (text: string) => html`<p style="margin:0 0 16px">${text}</p>`;
  return html`<!doctype html>
    <html lang="${lang}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${subject}</title>
      </head>
      <body dir="${direction}" style="margin:0;padding:24px 12px;background:#fbf9f4">
        <div
          style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;
            border:1px solid #d9d4c7;border-top:4px solid #1f5b3f;color:#1b1b18;
            font:17px/1.7 ${fonts};text-align:${align}"
        >
          <h1 style="margin:0 0 16px;font-size:22px;line-height:1.4">${subject}</h1>
          ${paragraphs.map(paragraph)}
          ${
            code === undefined
              ? nothing
              : html`<p
                  dir="ltr"
                  style="margin:0 0 16px;font-size:32px;letter-spacing:6px;text-align:${align}"
                >
                  ${code}
                </p>`
          }
          ${
            action === undefined
              ? nothing
              : html`<p style="margin:24px 0">
                  <a
                    href="${action.href}"
                    style="display:inline-block;padding:12px 20px;background:#9e2a2b;color:#ffffff;
                      text-decoration:none;border-radius:4px"
                    >${action.text}</a
                  >
                </p>`
          }
          ${after === undefined ? nothing : paragraph(after)}
          <p style="margin:24px 0 0;font-size:15px;color:#5b574d">${texts.sender[lang]}</p>
        </div>
      </body>
    </html>`.toString();
};
