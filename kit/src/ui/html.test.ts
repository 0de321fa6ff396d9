import assert from "node:assert/strict";
import { test } from "node:test";
import { attributes, html, plainWords, safeHref, words } from "./html.ts";

test("values are escaped, in text and in attributes", () => {
  const bad = `<script>"'&`;
  assert.equal(String(html`<p>${bad}</p>`), "<p>&lt;script&gt;&quot;&#39;&amp;</p>");
  assert.equal(
    String(html`<p ${attributes({ title: bad })}></p>`),
    `<p title="&lt;script&gt;&quot;&#39;&amp;"></p>`,
  );
});

test("the indentation of the source stays at home, that of values does not change", () => {
  const markup = html`<div>
    <p>${"a\n  b"}</p>
    <p>c</p>
  </div>`;
  assert.equal(String(markup), "<div>\n<p>a\n  b</p>\n<p>c</p>\n</div>");
});

test("attributes: absent, empty and bare", () => {
  const none = attributes({ a: undefined, b: false, c: "", d: true, e: 3 });
  assert.equal(String(none).trim(), `c="" d e="3"`);
});

test("words choose the language and keep markup", () => {
  const plate = { ar: "مركبة 7-4821-H", en: "Vehicle 7-4821-H" };
  assert.equal(String(words(plate, "ar")), 'مركبة <bdi dir="ltr" class="n">7-4821-H</bdi>');
  assert.equal(String(words(plate, "en")), "Vehicle 7-4821-H");
  assert.equal(String(words(html`<b>x</b>`, "ar")), "<b>x</b>");
});

test("titles and labels isolate with signs, not markup", () => {
  assert.equal(plainWords("مركبة 7-4821-H", "ar"), "مركبة \u20667-4821-H\u2069");
});

test("links lead to pages, mail and telephones only", () => {
  for (const good of ["/a?b=c:d", "#f", "?q", "https://x.ps/", "mailto:a@b.ps", "tel:+970", ""]) {
    assert.equal(safeHref(good), good);
  }
  for (const bad of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
  ]) {
    assert.equal(safeHref(bad), "#", bad);
  }
});
