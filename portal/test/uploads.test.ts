import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { layla } from "./case-under-test.ts";
import { eicar } from "./clamd.ts";
import {
  apply,
  noise,
  openUploadWorld,
  papers,
  type Sent,
  type UploadWorld,
} from "./upload-world.ts";
import { createVisitor, textOf } from "./visitor.ts";

let world: UploadWorld;
before(async () => {
  world = await openUploadWorld();
});
after(async () => await world.close());

const pdf = (inside: string): Buffer =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${inside} >>\nendobj\ntrailer\n%%EOF\n`);

const compressed = (content: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"),
    deflateSync(content),
    Buffer.from("\nendstream\nendobj\n%%EOF\n"),
  ]);

const refusedFiles: readonly [string, string, () => Promise<Sent> | Sent, RegExp][] = [
  // A scanner has its own suspicion of names that hide; it is asked first.
  [
    "a virus",
    "contract",
    () => ({ name: "عقد.pdf", bytes: Buffer.concat([pdf(""), eicar]) }),
    /فيروس/,
  ],
  [
    "a drawing that carries a program",
    "photos",
    () => ({
      name: "photo.png",
      type: "image/png",
      bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    }),
    /SVG/,
  ],
  [
    "a PDF that runs a program, its name spelt to hide",
    "contract",
    () => ({ name: "a.pdf", bytes: pdf("/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>") }),
    /أوامر|فيروس/,
  ],
  [
    "a PDF that runs a program from a compressed object",
    "contract",
    () => ({ name: "a.pdf", bytes: compressed("<< /S /Launch /F (cmd.exe) >>") }),
    /أوامر/,
  ],
  ["a locked PDF", "contract", () => ({ name: "a.pdf", bytes: pdf("/Encrypt 5 0 R") }), /كلمة سر/],
  [
    "a PDF with files inside",
    "contract",
    () => ({ name: "a.pdf", bytes: pdf("/Names << /EmbeddedFiles 2 0 R >>") }),
    /مخبأة/,
  ],
  [
    "a PDF that unpacks to a thousand times its size",
    "contract",
    () => ({ name: "a.pdf", bytes: compressed(Buffer.alloc(65 * 1024 * 1024)) }),
    /أثقل/,
  ],
  [
    "half a PDF",
    "contract",
    () => ({ name: "a.pdf", bytes: Buffer.from("%PDF-1.7\n1 0 obj") }),
    /ناقص/,
  ],
  [
    "an archive, whatever it unpacks to",
    "contract",
    () => ({ name: "a.pdf", bytes: Buffer.from("PK\x03\x04".padEnd(200, "\0")) }),
    /مضغوط/,
  ],
  [
    "a picture of more pixels than are decoded",
    "photos",
    () => ({ name: "a.png", bytes: hugePng(30_000) }),
    /ميغابكسل/,
  ],
  [
    "a picture that breaks off",
    "photos",
    async () => ({
      name: "a.jpg",
      bytes: (await noise(400, 400).jpeg().toBuffer()).subarray(0, 3000),
    }),
    /تالفة/,
  ],
  ["an empty file", "photos", () => ({ name: "a.jpg", bytes: Buffer.alloc(0) }), /فارغ/],
  [
    "a file above the field's limit",
    "contract",
    () => ({ name: "a.pdf", bytes: Buffer.alloc(1024 * 1024 + 1) }),
    /1 ميغابايت/,
  ],
  ["a PDF for a picture", "photos", () => ({ name: "a.jpg", bytes: pdf("") }), /المطلوب هنا صورة/],
];

const pngChunk = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
};

/** A picture whose head promises a square of this many pixels a side, and holds next to nothing. */
const hugePng = (side: number): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", head),
    pngChunk("IDAT", deflateSync(Buffer.alloc(1024))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
};

const blank = (side: number): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: "#fff" } })
    .png({ compressionLevel: 9 })
    .toBuffer();

describe("a file", () => {
  for (const [name, field, file, words] of refusedFiles) {
    test(`is refused with a clear word, and nothing of it stored: ${name}`, async () => {
      const page = await world.attach(field, await file());
      assert.equal(page.status, 422);
      assert.match(textOf(page.html), words);
      assert.match(page.html, /ما كتبته هنا/, "what was typed stands");
      assert.match(page.html, new RegExp(`href="#f-${field}"`), "the summary leads to it");
      assert.equal(await world.stored(), 0);
    });
  }

  test("is not kept while the scanner is away, and may be sent again", async () => {
    const before = world.clamd.address;
    world.clamd.address = { host: "127.0.0.1", port: 9 };
    const file = { name: "photo.jpg", bytes: await noise(50, 50).jpeg().toBuffer() };
    const page = await world.attach("photos", file);
    world.clamd.address = before;
    assert.match(textOf(page.html), /كرّر المحاولة/);
    assert.equal(await world.stored(), 0);
    assert.equal((await world.attach("photos", file)).status, 200);
    await world.forget();
  });

  test("is drawn anew: place and what was glued to it are gone, its name says what it is", async () => {
    const photo = await noise(60, 40)
      .jpeg()
      .withExif({ IFD0: { Copyright: "secret" }, IFD3: { GPSLatitudeRef: "N" } })
      .toBuffer();
    const glued = Buffer.concat([photo, Buffer.from("<script>alert(1)</script>PK\x03\x04")]);
    const page = await world.attach("photos", { name: "../../صورة البيت.pdf", bytes: glued });
    assert.equal(page.status, 200);
    const [file] = await world.kept();
    assert.equal(file?.name, "صورة البيت.jpg");
    assert.equal(file.media_type, "image/jpeg");
    const answer = await world.visitor.send(`/files/${file.id}`);
    assert.match(answer.headers.get("content-disposition") ?? "", /^attachment;/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.match(answer.headers.get("content-security-policy") ?? "", /sandbox/);
    const bytes = await world.readKept(file.id);
    const meta = await sharp(bytes).metadata();
    assert.equal(meta.exif, undefined);
    assert.ok(!bytes.includes("script") && !bytes.includes("PK\x03\x04"));
    await world.visitor.submit(await world.visitor.open(papers), papers, {
      then: `removeFile photos ${file.id}`,
    });
    assert.equal(await world.stored(), 0, "removed with all its bytes");
  });

  test("is nobody else's", async () => {
    await world.attach("photos", { name: "a.png", bytes: await blank(20) });
    const [file] = await world.kept();
    world.portal.signIn.person({ ...layla, nationalId: "900000001" });
    const other = createVisitor(world.portal.url);
    await other.open("/signin");
    assert.equal((await other.open(`/files/${file?.id}`)).status, 404);
    await other.open(papers);
    await other.submit(await other.open(papers), papers, { then: `removeFile photos ${file?.id}` });
    assert.equal((await world.kept()).length, 1);
    assert.ok((await world.readKept(file?.id ?? "")).length > 0);
  });

  test("dies with its draft", async () => {
    const saved = await world.visitor.open(`${apply}/draft-saved`);
    await world.visitor.submit(saved, "discard-draft");
    const rows = await world.kept();
    assert.equal(rows.length, 0);
    assert.equal(await world.stored(), 0);
    await world.visitor.open(apply);
  });
});
