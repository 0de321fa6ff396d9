import assert from "node:assert/strict";
import { test } from "node:test";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { readXmlTree } from "./xml-tree.ts";

const lists = new Set(["L"]);
const limits = { maxDepth: 10, maxElements: 100 };
const read = (text: string) => readXmlTree(text, lists, limits);
const valueOf = (text: string) => {
  const done = read(text);
  assert(done.ok, text);
  return done.value.value;
};

/** Another reader of the same documents, to compare with. */
const other = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && lists.has(name),
});

const name = fc.constantFrom("A", "B", "L", "n:A", "Long.Name-1");
const space = fc.constantFrom("", " ", "\n  ");
const text = fc.constantFrom("1.00", "a &amp; b", "نص", "&lt;&gt;&quot;&apos;", "");
const attributes = fc.constantFrom("", ' x="1"', ' x=\'a"b\' n:y = "2 "', ' xmlns:n="urn:n"');
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .record({
      tag: name,
      attributes,
      gap: space,
      inner: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.array(tie("element"), { maxLength: 3 }).map((all) => all.join("\n")),
      ),
      isEmpty: fc.boolean(),
    })
    .map(({ tag, attributes: some, gap, inner, isEmpty }) =>
      isEmpty ? `<${tag}${some}${gap}/>` : `<${tag}${some}${gap}>${gap}${inner}${gap}</${tag}>`,
    ),
}));

test("it reads what another parser reads", () => {
  fc.assert(
    fc.property(element, fc.boolean(), (inner, declared) => {
      const document = `${declared ? '<?xml version="1.0"?>\n' : ""}<R>${inner}<end/></R>`;
      assert.equal(XMLValidator.validate(document), true);
      const { R } = other.parse(document) as Record<string, unknown>;
      assert.deepEqual(valueOf(document), R);
    }),
    { numRuns: 500 },
  );
});

test("what another parser refuses, it refuses", () => {
  fc.assert(
    fc.property(
      element,
      fc.nat(),
      fc.constantFrom("<", ">", "/", '"', " ", "=", "x"),
      (one, n, by) => {
        const whole = `<R>${one}</R>`;
        const at = n % whole.length;
        const broken = whole.slice(0, at) + by + whole.slice(at + 1);
        if (XMLValidator.validate(broken) !== true) assert.equal(read(broken).ok, false, broken);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("the root is named with its namespace", () => {
  const prefixed = read(`<n:R xmlns:n="urn:x" xmlns="urn:y"><A>1</A></n:R>`);
  assert.deepEqual(prefixed, {
    ok: true,
    value: { name: "R", namespace: "urn:x", value: { A: "1" } },
  });
  const plain = read(`<R xmlns:n="urn:x"><A>1</A></R>`);
  assert.equal(plain.ok && plain.value.namespace, undefined);
});

test("two of one attribute, crossed tags and a name of the language's own are no way in", () => {
  for (const wrong of [`<R a="1" a="2"/>`, "<R><A><B></A></B></R>", "<R></S>", "<R/><R/>", "<R"]) {
    assert.deepEqual(read(wrong), { ok: false, error: "malformed" }, wrong);
  }
  const value = valueOf("<R><__proto__><a>1</a></__proto__><constructor>2</constructor></R>");
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.deepEqual(Object.keys(value as object), ["__proto__", "constructor"]);
});
