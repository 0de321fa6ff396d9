import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { element, readXml, xmlDocument } from "./bounded-xml.ts";

const expected = { root: "Document", namespace: "urn:x", lists: ["T"] } as const;
const wrap = (inner: string) => `<Document xmlns="urn:x">${inner}</Document>`;
const errorOf = (text: string) => {
  const read = readXml(text, expected);
  return read.ok ? undefined : read.error;
};

const printable = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
  .map((text) => text.trim())
  // oxlint-disable-next-line no-control-regex -- what XML cannot hold
  .filter((text) => text !== "" && !/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/.test(text));

test("whatever text is written reads back as it was, in any script", () => {
  fc.assert(
    fc.property(printable, printable, (text, attribute) => {
      const root = element("Document", [element("T", text, { a: attribute })], {
        xmlns: "urn:x",
      });
      const read = readXml(xmlDocument(root), expected);
      assert.deepEqual(read, { ok: true, value: { T: [{ "#text": text, "@a": attribute }] } });
    }),
  );
});

test("a prefix is as good as none, when it is bound to the right namespace", () => {
  const prefixed = `<n:Document xmlns:n="urn:x"><n:A>1.00</n:A></n:Document>`;
  assert.deepEqual(readXml(prefixed, expected), { ok: true, value: { A: "1.00" } });
  assert.equal(errorOf(`<n:Document xmlns="urn:x" xmlns:n="urn:y"/>`), "otherDocument");
  assert.equal(errorOf(`<Document xmlns="urn:y"/>`), "otherDocument");
  assert.equal(errorOf(`<Other xmlns="urn:x"/>`), "otherDocument");
  assert.equal(errorOf(`<Other><Document xmlns="urn:x"/></Other>`), "otherDocument");
});

test("what stands in other namespaces is left out, however the prefixes are spelt", () => {
  const foreign = `<Document xmlns="urn:x" xmlns:o="urn:o" xmlns:same="urn:x">
    <o:A>1</o:A><A xmlns="urn:o">2</A><same:A>3</same:A>
    <same:B xmlns:same="urn:o">4</same:B>
    <C o:a="5" a="6"><same:D/><o:D/></C></Document>`;
  const value = { A: "3", C: { "@a": "6", D: "" } };
  assert.deepEqual(readXml(foreign, expected), { ok: true, value });
  assert.equal(errorOf(wrap("<z:A>1</z:A>")), "malformed");
});

test("no name of an element reaches a prototype", () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    assert.equal(errorOf(wrap(`<${name}><T>1</T></${name}>`)), "malformed", name);
  }
});

test("attacks by document type, entity, instruction and comment are refused", () => {
  const attacks = [
    `<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>${wrap("&e;")}`,
    wrap("&e;"),
    wrap("&#65;"),
    wrap("<![CDATA[x]]>"),
    wrap("<!-- x -->"),
    wrap("<?php x?>"),
    wrap("a\u0000b"),
  ];
  for (const attack of attacks) assert.equal(errorOf(attack), "forbidden", attack);
});

test("size, depth and count are bounded", () => {
  assert.equal(errorOf(wrap("x".repeat(70_000))), "tooLarge");
  assert.equal(errorOf(wrap("<a>".repeat(40) + "</a>".repeat(40))), "tooDeep");
  assert.equal(errorOf(wrap("<a/>".repeat(5_000))), "tooDeep");
  const disguised = `<a b="/>">`.repeat(3_900) + "</a>".repeat(3_900);
  assert.equal(errorOf(wrap(disguised)), "tooDeep");
  assert.equal(errorOf(wrap("<a>".repeat(22) + "</a>".repeat(22))), undefined);
  assert.equal(errorOf(wrap("<a>".repeat(24) + "</a>".repeat(24))), "tooDeep");
});

test("there is one root and nothing after it", () => {
  for (const after of ["<x/>", wrap(""), "text", "<x>1</x>"]) {
    assert.equal(errorOf(wrap("<T>1</T>") + after), "malformed", after);
  }
});

test("broken text never throws and is never half read", () => {
  const whole = wrap("<T>one</T><T>two</T>");
  for (let end = 0; end < whole.length; end += 1) {
    assert.equal(readXml(whole.slice(0, end), expected).ok, false, whole.slice(0, end));
  }
  fc.assert(fc.property(fc.string(), (text) => typeof readXml(text, expected).ok === "boolean"));
});
