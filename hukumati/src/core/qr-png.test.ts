import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeQR } from "qr/decode.js";
import sharp from "sharp";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { qrPng } from "./qr-png.ts";

test("a code is a picture that other programs read", async () => {
  for (const length of [10, 120, 330]) {
    const text = `HTTPS://HUKUMATI.EXAMPLE/V/${"2KCA7".repeat(100).slice(0, length)}`;
    const { bytes, side } = qrPng(text);
    const image = sharp(bytes).ensureAlpha().raw();
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [side, side]);
    assert.equal(data[0], 255, "the code stands on white");
    assert.equal(decodeQR({ width: side, height: side, data: new Uint8Array(data) }), text);
  }
});

test("base64 is what every other program writes", () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length * 11) & 255);
    const text = Buffer.from(bytes).toString("base64");
    assert.equal(encodeBase64(bytes), text);
    assert.deepEqual(decodeBase64(text), bytes);
  }
  assert.equal(decodeBase64("a-b_"), undefined);
});
