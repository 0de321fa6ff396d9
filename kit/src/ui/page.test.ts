import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { enhancement, styleSheet } from "./assets.ts";
import { createGallery } from "./gallery.ts";
import { html } from "./html.ts";
import { languageHref } from "./language-link.ts";
import { page } from "./page.ts";

const frame = {
  lang: "ar",
  path: "/",
  component: "portal",
  brand: { ar: "حكومتي", en: "Hukumati" },
} as const;

test("the language link keeps the page and its query", () => {
  assert.equal(languageHref("/cases/7?tab=pay&q=a%26b", "ar"), "/cases/7?tab=pay&q=a%26b&lang=en");
  assert.equal(languageHref("/x?lang=en&p=2", "en"), "/x?lang=ar&p=2");
  const markup = String(page({ ...frame, path: "/a?b=1", title: "ا", main: html`` }));
  assert.ok(markup.includes('lang="en" hreflang="en" href="/a?b=1&amp;lang=en"'));
});

test("the language link never leaves the site", () => {
  for (const path of [
    "//evil.example/x",
    "/.//evil.example",
    "https://evil.example/x",
    "\\\\evil",
  ]) {
    assert.match(languageHref(path, "ar"), /^\/(?![/\\])/, path);
  }
});

test("a page with errors says so in its title, and lists them before its content", () => {
  const errors = [{ name: "plate", text: "اكتب رقم المركبة" }];
  const markup = String(page({ ...frame, title: "المركبة", errors, main: html`<h1>س</h1>` }));
  assert.match(markup, /<title>خطأ: المركبة · حكومتي<\/title>/);
  assert.ok(markup.indexOf('role="alert"') < markup.indexOf("<h1>"));
});

test("the page declares its language and direction", () => {
  const titled = { title: "x", main: html`` };
  assert.match(String(page({ ...frame, ...titled })), /<html lang="ar" dir="rtl">/);
  assert.match(String(page({ ...frame, lang: "en", ...titled })), /<html lang="en" dir="ltr">/);
});

test("weight: style sheet, script and an empty page stay light", () => {
  assert.ok(styleSheet.brotli.length <= 10 * 1024, `css ${styleSheet.brotli.length}`);
  assert.ok(enhancement.plain.length <= 3 * 1024, `script ${enhancement.plain.length}`);
  const empty = String(page({ ...frame, title: "صفحة", main: html`` }));
  assert.ok(Buffer.byteLength(empty) <= 3 * 1024, `page ${Buffer.byteLength(empty)}`);
});

test("no piece carries style or script in its markup, and every page stays under 14 KB", async () => {
  const gallery = createGallery();
  const index = await (await gallery.request("/gallery")).text();
  const names = [...index.matchAll(/href="\/gallery\/([\w-]+)\?/g)].map((match) => match[1]);
  assert.ok(names.length > 10);
  for (const name of names) {
    for (const lang of ["ar", "en"]) {
      const body = await (await gallery.request(`/gallery/${name}?lang=${lang}`)).text();
      assert.doesNotMatch(body, /\sstyle=|<style|\son\w+=|javascript:/, name);
      assert.doesNotMatch(body, /<script(?! type="module" src="\/assets\/)/, name);
      assert.doesNotMatch(body, /undefined|\[object|NaN/, name);
      assert.ok(brotliCompressSync(body).length <= 14 * 1024, `${name} is too heavy`);
    }
  }
});
