import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { children, der, octets, oid, readDer, sequence, setOf } from "./der.ts";
import { issuerAndSerial } from "./seal-cms.ts";
import { timestampFrom } from "./timestamp-client.ts";
import { readTimestamp } from "./timestamp-token.ts";

// A timestamp authority as small as RFC 3161 allows, with a key and self-made certificates.

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));
const signer = sequence(oid("1.2.840.10045.4.3.2"));
const sha256 = sequence(oid("2.16.840.1.101.3.4.2.1"));
const attribute = (type: string, value: Uint8Array): Buffer => sequence(oid(type), setOf(value));
const named = (name: string): Buffer =>
  sequence(setOf(sequence(oid("2.5.4.3"), der(0x0c, Buffer.from(name)))));
const extension = (type: string, value: Buffer): Buffer =>
  sequence(oid(type), der(0x01, Buffer.from([0xff])), octets(value));

const certificate = (name: string, serial: number, extensions: Buffer): Buffer => {
  const tbs = sequence(
    der(0xa0, integer(2)),
    integer(serial),
    signer,
    named("root"),
    sequence(utcTime("260101000000Z"), utcTime("360101000000Z")),
    named(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extensions)),
  );
  const signature = sign("sha256", tbs, privateKey);
  return sequence(tbs, signer, der(0x03, Buffer.from([0]), signature));
};

const isAuthority = extension("2.5.29.19", sequence(der(0x01, Buffer.from([0xff]))));
const mayStamp = extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.8")));
const rootCertificate = certificate("root", 1, isAuthority);
const root = new X509Certificate(rootCertificate);
const tsa = certificate("time", 2, mayStamp);

const answer = (query: Buffer, by = tsa): Buffer => {
  const [, imprint, nonce] = children(readDer(query));
  const info = sequence(
    integer(1),
    oid("1.3.6.1.4.1.1"),
    imprint?.whole ?? Buffer.alloc(0),
    integer(9),
    der(0x18, Buffer.from("20261122081600Z")),
    nonce?.whole ?? Buffer.alloc(0),
  );
  const type = oid("1.2.840.113549.1.9.16.1.4");
  const attributes = setOf(
    attribute("1.2.840.113549.1.9.3", type),
    attribute("1.2.840.113549.1.9.4", octets(createHash("sha256").update(info).digest())),
  );
  const signedBy = sequence(
    integer(1),
    issuerAndSerial(by),
    sha256,
    der(0xa0, readDer(attributes).content),
    signer,
    octets(sign("sha256", attributes, privateKey)),
  );
  const content = sequence(type, der(0xa0, octets(info)));
  const body = sequence(integer(3), setOf(sha256), content, der(0xa0, by), setOf(signedBy));
  const token = sequence(oid("1.2.840.113549.1.7.2"), der(0xa0, body));
  return sequence(sequence(integer(0)), token);
};

describe("the time of an authority", () => {
  let server: Server;
  let url: string;
  let reply: (query: Buffer) => Buffer = answer;
  const stamped = Buffer.from("a signature value");

  before(async () => {
    server = createServer((request, response) => {
      void buffer(request).then((query) => response.end(reply(query)));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it("is proven for what was stamped, and for nothing else", async () => {
    const token = await timestampFrom({ url })(stamped);
    assert.deepEqual(readTimestamp(token, stamped, [root]), {
      ok: true,
      value: new Date("2026-11-22T08:16:00Z"),
    });
    const other = readTimestamp(token, Buffer.from("another"), [root]);
    assert.deepEqual(other, { ok: false, error: "altered" });
    assert.deepEqual(readTimestamp(token, stamped, []), { ok: false, error: "untrusted" });
  });

  it("is not proven with any byte of the token changed", async () => {
    const token = await timestampFrom({ url })(stamped);
    const holds = (bytes: Uint8Array): boolean => {
      try {
        return readTimestamp(bytes, stamped, [root]).ok;
      } catch {
        return false;
      }
    };
    for (let at = 0; at < token.length; at += 1) {
      for (const mask of [0x01, 0x80]) {
        const changed = Uint8Array.from(token);
        changed[at] = (changed[at] ?? 0) ^ mask;
        assert.equal(holds(changed), false, `byte ${at}`);
      }
    }
  });

  it("is not taken from a certificate that is for something else", async () => {
    const wrong = certificate("web", 3, extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"))));
    reply = (query) => answer(query, wrong);
    const token = await timestampFrom({ url })(stamped);
    assert.deepEqual(readTimestamp(token, stamped, [root]), { ok: false, error: "untrusted" });
  });

  it("is refused by the client when the answer is for another question or a refusal", async () => {
    const earlier = sequence(integer(1), sequence(sha256, octets(Buffer.alloc(32))), integer(5));
    reply = () => answer(earlier);
    await assert.rejects(timestampFrom({ url })(stamped), /something else/);
    reply = () => sequence(sequence(integer(2)));
    await assert.rejects(timestampFrom({ url })(stamped), /refused \(status 2\)/);
    reply = () => Buffer.alloc(100_000);
    await assert.rejects(timestampFrom({ url })(stamped), /too much/);
  });
});
