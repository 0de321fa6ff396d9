import assert from "node:assert/strict";
import { test } from "node:test";
import { bdi } from "./bdi.ts";
import { card } from "./card.ts";
import { checkboxesField, declarationField, radiosField, selectField } from "./choice-fields.ts";
import { dateField } from "./date-field.ts";
import { emptyState } from "./empty-state.ts";
import { errorSummary } from "./error-summary.ts";
import { moneyField, passwordField, textareaField, textField } from "./fields.ts";
import { fileField } from "./file-field.ts";
import { actionForm, button, form, linkButton } from "./form.ts";
import { html, type Html } from "./html.ts";
import { notice } from "./notice.ts";
import { heading, page } from "./page.ts";
import { panel } from "./panel.ts";
import { progress } from "./progress.ts";
import { searchBox } from "./search-box.ts";
import { shortcutList } from "./shortcuts.ts";
import { notFoundPage, unavailablePage } from "./status-pages.ts";
import { summaryList } from "./summary-list.ts";
import { table } from "./table.ts";
import { tag } from "./tag.ts";
import { taskList } from "./task-list.ts";
import { timeline } from "./timeline.ts";

const bad = `"><zz></textarea></title>'`;
const lang = "ar";
const field = {
  name: bad,
  lang,
  label: bad,
  hint: bad,
  why: bad,
  error: bad,
  optional: true,
} as const;
const option = { value: bad, label: bad, hint: bad };
const frame = {
  lang,
  path: `/x?y=${bad}`,
  component: "portal",
  brand: { ar: bad, en: bad },
  home: bad,
  nav: [{ href: bad, text: bad }],
  user: { name: bad, signOutAction: bad, csrfToken: bad },
  footer: [{ href: bad, text: bad }],
} as const;

const pieces: Readonly<Record<string, () => Html>> = {
  bdi: () => html`${bdi(bad)}${bdi(bad, "name")}${bdi(bad, "latin")}`,
  textField: () =>
    textField({ ...field, value: bad, autocomplete: bad, placeholder: bad, asHeading: true }),
  moneyField: () => moneyField({ ...field, value: bad, currency: "ILS" }),
  passwordField: () => passwordField(field),
  textareaField: () => textareaField({ ...field, value: `</textarea>${bad}` }),
  radiosField: () => radiosField({ ...field, options: [option], value: bad }),
  checkboxesField: () => checkboxesField({ ...field, options: [option], value: [bad] }),
  selectField: () => selectField({ ...field, options: [option], value: bad }),
  declarationField: () => declarationField({ ...field, value: bad }),
  dateField: () => dateField({ ...field, value: { day: bad, month: bad, year: bad } }),
  fileField: () => fileField({ ...field, accept: bad, kinds: bad, maxMegabytes: 5 }),
  form: () =>
    form({
      action: bad,
      lang,
      csrfToken: bad,
      body: html``,
      submit: bad,
      secondary: { text: bad, name: bad, value: bad },
    }),
  buttons: () =>
    html`${button({ text: bad, lang, name: bad, value: bad, formAction: bad, key: bad })}${linkButton(
      { href: bad, text: bad, lang, key: bad },
    )}${actionForm({ action: bad, csrfToken: bad, text: bad, lang })}`,
  errorSummary: () => errorSummary([{ name: bad, text: bad }, { text: bad }], lang),
  summaryList: () =>
    summaryList([{ key: bad, value: bad, source: bad, change: { href: bad, what: bad } }], lang),
  timeline: () => timeline([{ title: bad, detail: bad, state: "now" }], lang),
  table: () =>
    table({
      caption: bad,
      lang,
      columns: [{ head: bad, sort: { href: bad } }, { head: bad }],
      rows: [{ cells: [bad, bad], href: bad }],
    }),
  tag: () => tag(bad, "late", lang),
  card: () => card({ title: bad, lang, href: bad, text: bad }),
  notice: () => notice({ kind: "info", title: bad, lang, body: bad }),
  panel: () => panel({ title: bad, lang, reference: { value: bad }, body: bad, next: [bad] }),
  progress: () => progress({ step: 1, of: 2, lang, name: bad }),
  taskList: () => taskList([{ title: bad, href: bad, state: "todo" }], lang),
  emptyState: () => emptyState({ title: bad, lang, body: bad }),
  searchBox: () =>
    searchBox({
      action: bad,
      lang,
      label: bad,
      value: bad,
      placeholder: { ar: bad, en: bad },
      keep: { [bad]: bad },
    }),
  shortcuts: () => shortcutList([{ key: bad, does: bad }], lang),
  heading: () => heading(bad, lang, { above: bad, below: bad }),
  page: () =>
    page({
      ...frame,
      title: bad,
      back: { href: bad, text: bad },
      errors: [{ name: bad, text: bad }],
      main: html``,
    }),
  notFoundPage: () => notFoundPage({ ...frame, reference: bad }),
  unavailablePage: () =>
    unavailablePage({
      ...frame,
      reference: bad,
      institution: { ar: bad, en: bad },
      stillWorks: [{ href: bad, text: bad }],
      retryHref: bad,
    }),
};

for (const [name, render] of Object.entries(pieces)) {
  test(`${name}: markup in a value is text, never markup`, () => {
    const markup = String(render());
    assert.doesNotMatch(markup, /<zz|<\/textarea>.*<\/textarea>|<\/title>.*<\/title>/s);
  });
}
