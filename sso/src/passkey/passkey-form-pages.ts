import type { Lang, Text } from "@gov/kit/text.ts";
import { scriptAsset } from "@gov/kit/ui/assets.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { passkeyTexts as texts } from "./passkey-texts.ts";

/** The script of the pages that ask a device for a passkey. */
export const passkeyScript = scriptAsset("passkey", new URL("./passkey.js", import.meta.url));

/**
 * A button that asks the device, and the form that sends its answer. Without script there is
 * nothing to press, so the button shows itself only where it works.
 */
export const passkeyForm = (
  input: Readonly<{
    action: string;
    csrfToken: string;
    lang: Lang;
    /** What the browser is asked, as JSON. */
    options: string;
    ask: "get" | "create";
    text: Text;
    hint?: Text;
    primary?: boolean;
    /** Offers passkeys in the field of the name as well. */
    inField?: boolean;
    fields?: Html;
  }>,
): Html => {
  const { lang } = input;
  const marks = attributes({
    "data-passkey": input.ask,
    "data-options": input.options,
    "data-in-field": input.inField === true,
  });
  return html`<form class="form" method="post" action="${input.action}" ${marks}>
    ${csrfField(input.csrfToken)}${hiddenField("answer", "")}${input.fields ?? nothing}
    <button type="button" class="btn${input.primary ? "" : " secondary"}" hidden>
      ${words(input.text, lang)}
    </button>
    ${input.hint ? html`<p class="hint" data-hint hidden>${words(input.hint, lang)}</p>` : nothing}
    <p class="error" role="alert" data-cancelled hidden>${words(texts.cancelled, lang)}</p>
    ${
      input.primary
        ? html`<noscript><p class="hint">${words(texts.noScript, lang)}</p></noscript>`
        : nothing
    }
  </form>`;
};
