import assert from "node:assert/strict";
import { request } from "node:http";
import { Readable } from "node:stream";
import { after, before, describe, test } from "node:test";
import sharp from "sharp";
import { sweepUploads } from "#src/upload/upload-queries.ts";
import { noise, openUploadWorld, papers, type UploadWorld } from "./upload-world.ts";
import { textOf } from "./visitor.ts";
import { until } from "./until.ts";

let world: UploadWorld;
before(async () => {
  world = await openUploadWorld();
});
after(async () => await world.close());

test("a body of two gigabytes is answered before it is sent", { timeout: 20_000 }, async () => {
  const boundary = "xxxxxxxx";
  const head = [
    `--${boundary}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${await world.csrfOf()}\r\n`,
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
      const sending = request(`${world.portal.url}${papers}`, {
        method: "POST",
        headers: {
          accept: "text/html",
          cookie: world.cookies(),
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
  assert.equal(await world.stored(), 0);
});

describe("sending piece by piece", () => {
  const begin = async (name: string, sizeBytes: number): Promise<Response> =>
    await fetch(`${world.portal.url}${papers}/files/photos`, {
      method: "POST",
      headers: {
        cookie: world.cookies(),
        "x-csrf-token": await world.csrfOf(),
        "upload-name": encodeURIComponent(name),
        "upload-length": String(sizeBytes),
      },
    });
  const append = async (
    url: string,
    offset: number,
    body: RequestInit["body"],
  ): Promise<Response> =>
    await fetch(world.portal.url + url, {
      method: "PATCH",
      headers: {
        cookie: world.cookies(),
        "x-csrf-token": await world.csrfOf(),
        "content-type": "application/offset+octet-stream",
        "upload-offset": String(offset),
      },
      body: body ?? null,
      ...({ duplex: "half" } as object),
    });
  const offsetOf = async (url: string): Promise<number> => {
    const answer = await fetch(world.portal.url + url, {
      method: "HEAD",
      headers: { cookie: world.cookies() },
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
    await until(async () => (await offsetOf(url)) > 0 || undefined);
    broken.destroy(new Error("the tunnel"));
    assert.equal(await lost, "lost");
    // What had arrived besides whole pieces is written down too.
    const offset = await until(async () => ((await offsetOf(url)) === half ? half : undefined));
    assert.equal((await world.kept()).length, 0, "half a file counts for nothing");
    assert.equal((await append(url, 0, photo.subarray(0, 10))).status, 409, "nothing twice");
    const done = await append(url, offset, photo.subarray(offset));
    assert.equal(done.status, 200);
    const [file] = await world.kept();
    const decoded = await sharp(await world.readKept(file?.id ?? ""))
      .raw()
      .toBuffer();
    assert.deepEqual(decoded, await sharp(photo).raw().toBuffer());
    await world.forget();
  });

  test("refuses what is too large before a byte of it, and what another site sends", async () => {
    const large = await begin("a.png", 3 * 1024 ** 2);
    assert.equal(large.status, 413);
    assert.match(JSON.stringify(await large.json()), /2 ميغابايت/);
    const foreign = await fetch(`${world.portal.url}${papers}/files/photos`, {
      method: "POST",
      headers: { cookie: world.cookies(), "upload-length": "10", "sec-fetch-site": "cross-site" },
    });
    assert.equal(foreign.status, 403);
  });

  test("forgets what stopped half-way after a day", async () => {
    const begun = await begin("a.png", 1000);
    await append(begun.headers.get("location") ?? "", 0, Buffer.alloc(500));
    await sweepUploads(world.portal.db, 10);
    assert.equal((await world.portal.db.selectFrom("upload").selectAll().execute()).length, 1);
    await world.portal.db
      .updateTable("upload")
      .set({ touched_at: new Date(Date.now() - 25 * 3_600_000) })
      .execute();
    await sweepUploads(world.portal.db, 10);
    assert.equal(await world.stored(), 0);
  });
});
