import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanName, nameAs } from "./file-name.ts";
import { boundaryOf, MultipartError, readMultipart } from "./read-multipart.ts";

const boundary = "--x-1";

type Part = Readonly<{ name: string; filename?: string | undefined; content: Uint8Array }>;

// Content that is full of what looks like a boundary.
const content = fc
  .array(fc.constantFrom("\r\n", "--", "-", boundary, `\r\n--${boundary.slice(0, 3)}`, "a", "\0"))
  .map((pieces) => pieces.join("").replaceAll(`\r\n--${boundary}`, ""))
  .map((text) => Buffer.from(text, "latin1"));
const word = fc.string({ unit: fc.constantFrom(..."abح ;=."), minLength: 1, maxLength: 12 });
const part: fc.Arbitrary<Part> = fc.record(
  { name: word, filename: fc.option(word, { nil: undefined }), content },
  { noNullPrototype: true },
);

const written = (parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ name, filename, content: bytes }) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"` +
          `${filename === undefined ? "" : `; filename="${filename}"`}\r\n\r\n`,
      ),
      bytes,
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

const pieces = async function* (bytes: Buffer, sizes: readonly number[]) {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
};

const read = async (body: AsyncIterable<Uint8Array>): Promise<Part[]> => {
  const parts: { name: string; filename: string | undefined; bytes: Buffer[] }[] = [];
  for await (const event of readMultipart(body, boundary)) {
    if (event.kind === "part") {
      parts.push({ name: event.name, filename: event.filename, bytes: [] });
    }
    if (event.kind === "bytes") parts.at(-1)?.bytes.push(Buffer.from(event.bytes));
  }
  return parts.map(({ name, filename, bytes }) => ({
    name,
    filename,
    content: Buffer.concat(bytes),
  }));
};

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test("a form is read alike however it arrives in pieces", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), sizes, async (parts, cut) => {
      assert.deepEqual(await read(pieces(written(parts), cut)), parts);
    }),
  );
});

test("a form that ends early says so, wherever it ends", async () => {
  await fc.assert(
    fc.asyncProperty(part, fc.nat(), async (one, cut) => {
      const whole = written([one]);
      const end = whole.length - `--${boundary}--\r\n`.length + boundary.length;
      await assert.rejects(read(pieces(whole.subarray(0, cut % end), [7])), MultipartError);
    }),
  );
});

test("a boundary is found as browsers and programs write it", () => {
  assert.equal(boundaryOf('multipart/form-data; boundary="a b"'), "a b");
  assert.equal(boundaryOf("multipart/form-data;boundary=----X1"), "----X1");
  assert.equal(boundaryOf("application/x-www-form-urlencoded"), undefined);
});

test("a name shows what it is: no path, no turned letters, the extension of the content", () => {
  assert.equal(nameAs("C:\\fakepath\\عقد.PDF", "pdf"), "عقد.PDF");
  assert.equal(nameAs("gpj.\u202Eexe", "jpeg"), "gpj.jpg");
  assert.equal(nameAs("صورة.jpeg", "jpeg"), "صورة.jpeg");
  assert.equal(nameAs(".pdf", "png"), "pdf.png");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const clean = cleanName(name);
      assert.ok(clean.length > 0 && [...clean].length <= 90);
      assert.doesNotMatch(clean, /[/\\\p{Cc}\p{Cf}"<>]/u);
      assert.ok(nameAs(name, "pdf").length <= 200);
    }),
  );
});
