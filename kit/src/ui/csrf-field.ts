import { html, type Html } from "./html.ts";

/** The name under which every form carries its proof of origin. */
export const csrfFieldName = "_csrf";

/** The hidden field that proves a form came from our own page. */
export const csrfField = (token: string): Html =>
  html`<input type="hidden" name="${csrfFieldName}" value="${token}" />`;
