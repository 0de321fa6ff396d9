import assert from "node:assert/strict";
import { test } from "node:test";
import { radiosField } from "./choice-fields.ts";
import { dateField } from "./date-field.ts";
import { errorOf, errorSummary } from "./error-summary.ts";
import { codeField, moneyField, oneTimeCodeField, passwordField, textField } from "./fields.ts";
import type { Html } from "./html.ts";

const lang = "ar";
const has = (markup: Html, ...parts: readonly string[]): void => {
  for (const part of parts)
    assert.ok(String(markup).includes(part), `${part}\nin\n${String(markup)}`);
};

test("a field says its hint, error and reason to those who listen, and keeps what was typed", () => {
  const markup = textField({
    name: "owner.plate",
    lang,
    label: "رقم المركبة",
    hint: "على اللوحة",
    error: "اكتب رقم المركبة",
    why: "لنجد المركبة",
    value: "74821 <",
  });
  has(
    markup,
    '<label for="f-owner.plate">',
    'aria-describedby="f-owner.plate-hint f-owner.plate-error f-owner.plate-why"',
    'aria-invalid="true"',
    'id="f-owner.plate-hint"',
    'id="f-owner.plate-error"',
    'id="f-owner.plate-why"',
    'value="74821 &lt;"',
  );
});

test("a field without hint or error describes nothing and is not invalid", () => {
  const markup = String(textField({ name: "a", lang, label: "الاسم" }));
  assert.doesNotMatch(markup, /aria-describedby|aria-invalid/);
});

test("the summary's links lead to the fields, groups and dates included", () => {
  const summary = errorSummary([{ name: "born", text: "x" }], lang);
  has(summary, 'href="#f-born"', 'role="alert"');
  has(dateField({ name: "born", lang, label: "الميلاد" }), 'id="f-born" name="born-day"');
  const options = [{ value: "yes", label: "نعم" }];
  has(radiosField({ name: "born", lang, label: "نعم؟", options }), 'id="f-born" name="born"');
  assert.equal(errorOf([{ name: "born", text: "x" }], "born"), "x");
});

test("a password is never sent back", () => {
  const typed = { name: "p", lang, label: "كلمة السر", value: "secret" } as const;
  assert.doesNotMatch(String(passwordField(typed)), /secret/);
});

test("the one-time code asks the phone to fill it in", () => {
  const markup = oneTimeCodeField({ name: "code", lang, label: "الرمز" });
  has(markup, 'autocomplete="one-time-code"', 'inputmode="numeric"', 'dir="ltr"');
});

test("codes run left to right and are not spelled", () => {
  has(codeField({ name: "c", lang, label: "الرقم" }), 'dir="ltr"', 'spellcheck="false"');
});

test("the dinar's Arabic sign stands left of its number, the dollar's before it", () => {
  const money = (currency: "JOD" | "USD") =>
    String(moneyField({ name: "m", lang, label: "المبلغ", currency }));
  assert.match(money("JOD"), /dir="rtl">\s*<input[^>]*\/?>\s*<span[^>]*>د\.أ/);
  assert.match(money("USD"), /dir="ltr">\s*<span[^>]*>\$<\/span\s*>\s*<input/);
});
