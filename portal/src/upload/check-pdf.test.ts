import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { checkPdf } from "./check-pdf.ts";

const whole = (body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.from(body), Buffer.from("\n%%EOF\n")]);

const packed = (content: string): Buffer =>
  Buffer.concat([
    Buffer.from("1 0 obj\n<< /N 1 /First 4 /Filter /FlateDecode >>\nstream\r\n"),
    deflateSync(content),
    Buffer.from("\nendstream\nendobj"),
  ]);

const refused = {
  JavaScript: "active",
  Launch: "active",
  XFA: "active",
  SubmitForm: "active",
  EmbeddedFile: "attachments",
  EmbeddedFiles: "attachments",
  Encrypt: "encrypted",
} as const;

/** A name with some letters written as their numbers, which readers take for the same. */
const spelt = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((hidden) =>
      [...name]
        .map((letter, at) => (hidden[at] ? `#${letter.charCodeAt(0).toString(16)}` : letter))
        .join(""),
    );

test("a name that runs, carries or locks is found however it is spelt and packed", async () => {
  const hidden = fc
    .constantFrom(...(Object.keys(refused) as (keyof typeof refused)[]))
    .chain((name) => fc.tuple(fc.constant(name), spelt(name)));
  const filler = fc.string({ unit: fc.constantFrom(..."ab 0(<[/"), maxLength: 300_000 });
  await fc.assert(
    fc.asyncProperty(hidden, fc.boolean(), filler, async ([name, written], pack, around) => {
      const content = `${around} << /S /${written} >>`;
      const file = whole(pack ? packed(content) : content);
      assert.equal(await checkPdf(file), refused[name]);
    }),
    { numRuns: 60 },
  );
});

test("plain papers pass, also with names that only begin alike", async () => {
  const paper = "<< /Type /Catalog /Names << >> /LaunchDate (2026) /JavaScripts 1 >>";
  assert.equal(await checkPdf(whole(paper)), undefined);
  assert.equal(await checkPdf(whole(packed(paper))), undefined);
});

test("what is cut off, followed by something else, or packed out of sight is not taken", async () => {
  assert.equal(await checkPdf(Buffer.from("%PDF-1.7\n<< >>")), "damaged");
  assert.equal(await checkPdf(Buffer.concat([whole(""), Buffer.alloc(5000)])), "damaged");
  const unseen = "<< /Type /XRef >> << /Filter [/ASCIIHexDecode /FlateDecode] >> stream";
  assert.equal(await checkPdf(whole(unseen)), "damaged");
});

test("what stands before the damage in a stream is read as any reader would", async () => {
  const broken = packed(`<< /S /JavaScript >>${" ".repeat(100)}${"ab".repeat(50_000)}`);
  broken.fill(0xff, broken.length - 60, broken.length - 20);
  assert.equal(await checkPdf(whole(broken)), "active");
});

test("more streams than a document has, or one that unpacks without end, is too heavy", async () => {
  const many = Buffer.concat(Array.from({ length: 9_000 }, () => packed("x")));
  assert.equal(await checkPdf(whole(many)), "tooHeavy");
});
