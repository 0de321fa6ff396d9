import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { Readable } from "node:stream";
import { after, before, describe, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { createVirusScan } from "#src/upload/clamd.ts";
import { sweepUploads } from "#src/upload/upload-queries.ts";
import { layla } from "./case-under-test.ts";
import { eicar, startClamd, type Clamd } from "./clamd.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Page, type Visitor } from "./visitor.ts";

const apply = "/apply/transport/family-permit";
const papers = `${apply}/papers`;

let clamd: Clamd;
let portal: PortalUnderTest;
let visitor: Visitor;
before(async () => {
  clamd = await startClamd();
  portal = await startPortal({ scan: (bytes) => createVirusScan(clamd.address)(bytes) });
  portal.signIn.person(layla);
  visitor = createVisitor(portal.url);
  await visitor.open(apply);
  // The contract is asked of those in the centre only.
  await portal.db
    .updateTable("application")
    .set({ answers: JSON.stringify({ zone: "centre" }) })
    .where("national_id", "=", layla.nationalId)
    .execute();
});
after(async () => {
  await portal.close();
  await clamd.close();
});

const noise = (width: number, height: number) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

const pdf = (inside: string): Buffer =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${inside} >>\nendobj\ntrailer\n%%EOF\n`);

const compressed = (content: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"),
    deflateSync(content),
    Buffer.from("\nendstream\nendobj\n%%EOF\n"),
  ]);

type Sent = Readonly<{ name: string; bytes: Uint8Array; type?: string }>;

/** Sends a file with the form of the page, as a browser without scripts does. */
const attach = async (field: string, file: Sent, then = `attach ${field}`): Promise<Page> => {
  const page = await visitor.open(papers);
  const csrf = /name="_csrf"[^>]*value="([^"]+)"/.exec(page.html)?.[1] ?? "";
  const form = new FormData();
  form.set("_csrf", csrf);
  form.set("notes", "ما كتبته هنا");
  const type = file.type ?? "application/octet-stream";
  form.append(field, new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type }), file.name);
  form.set("then", then);
  return await visitor.send(papers, { method: "POST", body: form });
};

const kept = async () =>
  await portal.db.selectFrom("kept_file").selectAll().orderBy("kept_at").execute();
const stored = async (): Promise<number> => {
  const tables = ["kept_file", "file_chunk", "upload", "upload_part"] as const;
  const counts = await Promise.all(
    tables.map((table) => portal.db.selectFrom(table).selectAll().execute()),
  );
  return counts.reduce((sum, rows) => sum + rows.length, 0);
};

const forget = async (): Promise<void> => {
  await portal.db.deleteFrom("kept_file").execute();
  await portal.db.deleteFrom("upload").execute();
};

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
    "a PDF that unpacks to three hundred megabytes",
    "contract",
    () => {
      const thirty = compressed(Buffer.alloc(30 * 1024 * 1024));
      return { name: "a.pdf", bytes: Buffer.concat(Array.from({ length: 10 }, () => thirty)) };
    },
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
      const page = await attach(field, await file());
      assert.equal(page.status, 422);
      assert.match(textOf(page.html), words);
      assert.match(page.html, /ما كتبته هنا/, "what was typed stands");
      assert.match(page.html, new RegExp(`href="#f-${field}"`), "the summary leads to it");
      assert.equal(await stored(), 0);
    });
  }

  test("is not kept while the scanner is away, and may be sent again", async () => {
    const before = clamd.address;
    clamd.address = { host: "127.0.0.1", port: 9 };
    const file = { name: "photo.jpg", bytes: await noise(50, 50).jpeg().toBuffer() };
    const page = await attach("photos", file);
    clamd.address = before;
    assert.match(textOf(page.html), /كرّر المحاولة/);
    assert.equal(await stored(), 0);
    assert.equal((await attach("photos", file)).status, 200);
    await forget();
  });

  test("is drawn anew: place and what was glued to it are gone, its name says what it is", async () => {
    const photo = await noise(60, 40)
      .jpeg()
      .withExif({ IFD0: { Copyright: "secret" }, IFD3: { GPSLatitudeRef: "N" } })
      .toBuffer();
    const glued = Buffer.concat([photo, Buffer.from("<script>alert(1)</script>PK\x03\x04")]);
    const page = await attach("photos", { name: "../../صورة البيت.pdf", bytes: glued });
    assert.equal(page.status, 200);
    const [file] = await kept();
    assert.equal(file?.name, "صورة البيت.jpg");
    assert.equal(file.media_type, "image/jpeg");
    const answer = await visitor.send(`/files/${file.id}`);
    assert.match(answer.headers.get("content-disposition") ?? "", /^attachment;/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.match(answer.headers.get("content-security-policy") ?? "", /sandbox/);
    const bytes = await readKept(file.id);
    const meta = await sharp(bytes).metadata();
    assert.equal(meta.exif, undefined);
    assert.ok(!bytes.includes("script") && !bytes.includes("PK\x03\x04"));
    await visitor.submit(await visitor.open(papers), papers, {
      then: `removeFile photos ${file.id}`,
    });
    assert.equal(await stored(), 0, "removed with all its bytes");
  });

  test("is nobody else's", async () => {
    await attach("photos", { name: "a.png", bytes: await blank(20) });
    const [file] = await kept();
    portal.signIn.person({ ...layla, nationalId: "900000001" });
    const other = createVisitor(portal.url);
    await other.open("/signin");
    assert.equal((await other.open(`/files/${file?.id}`)).status, 404);
    await other.open(papers);
    await other.submit(await other.open(papers), papers, { then: `removeFile photos ${file?.id}` });
    assert.equal((await kept()).length, 1);
    assert.ok((await readKept(file?.id ?? "")).length > 0);
  });

  test("dies with its draft", async () => {
    const saved = await visitor.open(`${apply}/draft-saved`);
    await visitor.submit(saved, "discard-draft");
    const rows = await kept();
    assert.equal(rows.length, 0);
    assert.equal(await stored(), 0);
    await visitor.open(apply);
  });
});

const readKept = async (id: string): Promise<Buffer> => {
  const rows = await portal.db
    .selectFrom("file_chunk")
    .select("bytes")
    .where("file_id", "=", id)
    .orderBy("seq")
    .execute();
  return Buffer.concat(rows.map(({ bytes }) => bytes));
};

const cookies = (): string =>
  [...(visitor.cookies(new URL(portal.url).host) ?? [])].map((pair) => pair.join("=")).join("; ");

const csrfOf = async (): Promise<string> =>
  /name="_csrf"[^>]*value="([^"]+)"/.exec((await visitor.open(papers)).html)?.[1] ?? "";

test("a body of two gigabytes is answered before it is sent", { timeout: 20_000 }, async () => {
  const boundary = "xxxxxxxx";
  const head = [
    `--${boundary}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${await csrfOf()}\r\n`,
    `--${boundary}\r\ncontent-disposition: form-data; name="notes"\r\n\r\nباق\r\n`,
    `--${boundary}\r\ncontent-disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n`,
  ].join("");
  let sentBytes = 0;
  const body = Readable.from(
    (function* () {
      yield Buffer.from(head);
      const piece = Buffer.alloc(64 * 1024);
      for (; sentBytes < 2 * 1024 ** 3; sentBytes += piece.length) yield piece;
    })(),
  );
  const before = process.memoryUsage().arrayBuffers;
  const { status, text } = await new Promise<{ status: number; text: string }>(
    (resolve, reject) => {
      const sending = request(`${portal.url}${papers}`, {
        method: "POST",
        headers: {
          accept: "text/html",
          cookie: cookies(),
          "content-type": `multipart/form-data; boundary=${boundary}`,
          "content-length": String(2 * 1024 ** 3),
        },
      });
      sending.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
        );
      });
      sending.on("error", reject);
      body.pipe(sending);
    },
  );
  body.destroy();
  assert.equal(status, 422);
  assert.match(textOf(text), /2 ميغابايت/);
  assert.match(text, /باق/);
  assert.ok(sentBytes < 128 * 1024 ** 2, `${sentBytes} bytes went out`);
  assert.ok(process.memoryUsage().arrayBuffers - before < 96 * 1024 ** 2);
  assert.equal(await stored(), 0);
});

describe("sending piece by piece", () => {
  const begin = async (name: string, sizeBytes: number): Promise<Response> =>
    await fetch(`${portal.url}${papers}/files/photos`, {
      method: "POST",
      headers: {
        cookie: cookies(),
        "x-csrf-token": await csrfOf(),
        "upload-name": encodeURIComponent(name),
        "upload-length": String(sizeBytes),
      },
    });
  const append = async (
    url: string,
    offset: number,
    body: RequestInit["body"],
  ): Promise<Response> =>
    await fetch(portal.url + url, {
      method: "PATCH",
      headers: {
        cookie: cookies(),
        "x-csrf-token": await csrfOf(),
        "content-type": "application/offset+octet-stream",
        "upload-offset": String(offset),
      },
      body: body ?? null,
      ...({ duplex: "half" } as object),
    });
  const offsetOf = async (url: string): Promise<number> => {
    const answer = await fetch(portal.url + url, {
      method: "HEAD",
      headers: { cookie: cookies() },
    });
    return Number(answer.headers.get("upload-offset") ?? Number.NaN);
  };

  test("goes on at the half where the connection was lost", async () => {
    const photo = await noise(600, 400).png().toBuffer();
    const half = Math.floor(photo.length / 2);
    const begun = await begin("بيت.png", photo.length);
    assert.equal(begun.status, 201);
    const url = begun.headers.get("location") ?? "";
    const broken = new Readable({ read: () => undefined });
    const lost = append(url, 0, Readable.toWeb(broken) as ReadableStream).catch(() => "lost");
    broken.push(photo.subarray(0, half));
    await until(async () => (await offsetOf(url)) > 0);
    broken.destroy(new Error("the tunnel"));
    assert.equal(await lost, "lost");
    // What had arrived besides whole pieces is written down too.
    const offset = await until(async () => (await offsetOf(url)) === half && half);
    assert.equal((await kept()).length, 0, "half a file counts for nothing");
    assert.equal((await append(url, 0, photo.subarray(0, 10))).status, 409, "nothing twice");
    const done = await append(url, offset, photo.subarray(offset));
    assert.equal(done.status, 200);
    const [file] = await kept();
    const decoded = await sharp(await readKept(file?.id ?? ""))
      .raw()
      .toBuffer();
    assert.deepEqual(decoded, await sharp(photo).raw().toBuffer());
    await forget();
  });

  test("refuses what is too large before a byte of it, and what another site sends", async () => {
    const large = await begin("a.png", 3 * 1024 ** 2);
    assert.equal(large.status, 413);
    assert.match(JSON.stringify(await large.json()), /2 ميغابايت/);
    const foreign = await fetch(`${portal.url}${papers}/files/photos`, {
      method: "POST",
      headers: { cookie: cookies(), "upload-length": "10", "sec-fetch-site": "cross-site" },
    });
    assert.equal(foreign.status, 403);
  });

  test("forgets what stopped half-way after a day", async () => {
    const begun = await begin("a.png", 1000);
    await append(begun.headers.get("location") ?? "", 0, Buffer.alloc(500));
    await sweepUploads(portal.db, 10);
    assert.equal((await portal.db.selectFrom("upload").selectAll().execute()).length, 1);
    await portal.db
      .updateTable("upload")
      .set({ touched_at: new Date(Date.now() - 25 * 3_600_000) })
      .execute();
    await sweepUploads(portal.db, 10);
    assert.equal(await stored(), 0);
  });
});

const until = async <T>(find: () => Promise<T | undefined | false>): Promise<T> => {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
