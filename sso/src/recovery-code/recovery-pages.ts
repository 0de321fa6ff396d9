import { bdi } from "@gov/kit/ui/bdi.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { SecurityView } from "#src/security/security-pages.ts";
import { securityTexts as texts } from "#src/security/security-texts.ts";
import { printed } from "./recovery-code.ts";

/** The codes, this once; for paper. */
export const codesPage = ({ lang, path }: SecurityView, codes: readonly string[]): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.codesTitle,
    main: html`${heading(texts.codesTitle, lang, { below: texts.codesLede })}
      <ol class="box codes">
        ${codes.map((code) => html`<li><b>${bdi(printed(code))}</b></li>`)}
      </ol>
      <p>${linkButton({ href: "/account/security", text: texts.codesDone, lang })}</p>`,
  });
