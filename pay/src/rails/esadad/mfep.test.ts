import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { constantsSchema } from "./esadad-constants.ts";
import { isSigned, readMessage, writeMessage, type MfepParties } from "./mfep-message.ts";
import { signBody, verifyBody } from "./mfep-signature.ts";
import { readElement, writeXml, type XmlElement } from "./mfep-xml.ts";
import { sliceDocument } from "./xml-scan.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const parties: MfepParties = {
  constants: constantsSchema.parse({}),
  billerCode: "77",
  hubCode: "1",
  ownKey: privateKey,
  hubKey: publicKey,
};
const known = createPublicKey(
  [
    "-----BEGIN PUBLIC KEY-----",
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAy5XHGXQED7J+d+xZXNmf",
    "Fh9hR+VKtsCpUhOom+uG/m4LutE7pdt5LRuqvEJAHT/Ih6nDkiPEJGSlHEEv6Dg5",
    "h6nA5/lPpylUyhY3jtGDSFQ0fIsV+yimKsTzdAyULcZFzBmqzvf/Vz2Jj31j7JHs",
    "Ry1nS+djy26obipa0kN0rtcmCXK5JwJQK8hLI+84ylRVbI5bonSypyoDPK/EKKLh",
    "7iv3A+1B2AV3+fvBZn6Rp5bxOwJYhSrW6/d9F7sUs+m6UX/0Jh5nJmCtV9A/7Y32",
    "7CR4GrSEwojddFLjSWNphSqPSMJmFyinVQWiH2PoP4dTy26uHVaF85VVhv9isasO",
    "GwIDAQAB",
    "-----END PUBLIC KEY-----",
  ].join("\n"),
);
const knownSignature = [
  "SpjFLjHF6SoBOAN+qAx1uvkgORcLBfUcqKr5+q/VA7q24QxCxxZ51EfMWmtBe4ZzU7WYiLBKc1dlUjwjjKo3V9U6eL",
  "6+ZIRnMBRZxjSocLhdgzUmMZwVc2MwwpanZ4SzJ2wLNzrdqHqiIERsZTR1sO+c+TLGej9TmNtnYVWfGqIo5UlpOYNR",
  "CCE7z5FSh6Pglk7fTZWFNgI+Yv1lkUgUmF4rj/kr2BUKJJfaT3Ki0ICM+Y7WBPYilbzSgQ0SFJK6o7tNoKDRqwOXC6",
  "Zbjav66t59RKo1Y5vUrArpYp6wiFgfCm/iAZG8A2dAgh9+wdday7tgspQIx+wglHvjJC2ECw==",
].join("");
const bytes = (text: string) => new TextEncoder().encode(text);
const write = (body: XmlElement[]) =>
  writeMessage(parties, { guid: "g-1", kind: "ReqTyp", type: "BILPULRQ", body });
const plain = write([["AcctInfo", [["BillingNo", "123"]]]]);
const refused = (text: string | Uint8Array) =>
  !readMessage(typeof text === "string" ? bytes(text) : text).ok;

/** Texts with everything that XML can carry, and what it has to escape. */
const texts = fc
  .string({ unit: "binary", minLength: 1, maxLength: 40 })
  // oxlint-disable-next-line no-control-regex -- XML has no such characters
  .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "ش&<>'\""))
  .filter((text) => text.trim() !== "");

test("whatever is written is read again, character for character", () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (values) => {
      const message = readMessage(bytes(write(values.map((text, at) => [`Field${at}`, text]))));
      assert.ok(message.ok);
      const read = message.value.body as Record<string, string>;
      values.forEach((text, at) => assert.equal(read[`Field${at}`], text));
      assert.ok(isSigned(parties, message.value));
    }),
  );
});

test("a signature is over MsgBody as it stands: one changed character and it is not signed", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom("٣", "x", " ", "0"), (where, other) => {
      const body = /<MsgBody>.*<\/MsgBody>/.exec(plain)?.[0] ?? "";
      const inner = body.slice("<MsgBody><AcctInfo><BillingNo>".length, body.indexOf("</Bil"));
      const at = where % inner.length;
      const changed = inner.slice(0, at) + other + inner.slice(at + 1);
      const message = readMessage(bytes(plain.replace(inner, changed)));
      assert.equal(message.ok && isSigned(parties, message.value), changed === inner);
    }),
  );
});

test("the signature is RSA-SHA256 PKCS#1 v1.5 over UTF-16LE, as other libraries make it", () => {
  // openssl dgst -sha256 -sign over the UTF-16LE bytes of the text below, with the key below.
  const body = "<MsgBody><A>فاتورة</A></MsgBody>";
  assert.ok(verifyBody(body, knownSignature, known, "utf16le"));
  assert.equal(verifyBody(body, knownSignature, known, "utf8"), false);
  assert.equal(verifyBody(`${body} `, knownSignature, known, "utf16le"), false);
  const own = signBody(body, privateKey, "utf16le");
  assert.ok(verifyBody(body, own, publicKey, "utf16le"));
  for (const bad of ["", "x", own.slice(4), "=".repeat(344), "A".repeat(10_000)]) {
    assert.equal(verifyBody(body, bad, publicKey, "utf16le"), false);
  }
});

const within = (body: string, prefix = "") =>
  plain.replace("<MFEP>", `${prefix}<MFEP>`).replace(/<AcctInfo>.*<\/AcctInfo>/, body);

/** What attackers and broken senders send; none of it may be read, none may take long. */
const hostile: [what: string, text: string | Uint8Array][] = [
  ["nothing", ""],
  ["no XML", "hello"],
  [
    "an external entity",
    within("<A>&x;</A>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
  ],
  [
    "a billion laughs",
    within("<A>&lol9;</A>", '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;">]>'),
  ],
  ["an entity of nobody", within("<A>&nbsp;</A>")],
  ["a parameter entity", within("<A/>", '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x/">%p;]>')],
  ["deep nesting", within("<A>".repeat(5_000) + "</A>".repeat(5_000))],
  ["nesting of 13", within("<A>".repeat(12) + "x" + "</A>".repeat(12))],
  ["too many elements", within("<A>1</A>".repeat(5_000))],
  ["a comment", within("<!-- x --><A>1</A>")],
  ["CDATA", within("<A><![CDATA[1]]></A>")],
  ["a processing instruction", within("<?php x ?><A>1</A>")],
  ["crossed elements", within("<A><B>1</A></B>")],
  ["an open element", within("<A>")],
  ["a second body", plain.replace("<MsgBody>", "<MsgBody><A>1</A></MsgBody><MsgBody>")],
  ["a second root", `${plain}${plain}`],
  ["a body outside", `<MsgBody><A>1</A></MsgBody>${plain}`],
  ["text between", plain.replace("<MsgBody>", "text<MsgBody>")],
  ["another root", plain.replaceAll("MFEP", "MFEQ")],
  ["a prototype", within("<constructor>1</constructor>")],
  ["a hidden prototype", within("<__proto__>1</__proto__>")],
  ["a NUL", within("<A>\u0000</A>")],
  ["a NUL by number", within("<A>&#0;</A>")],
  ["no character by number", within("<A>&#xFFFFFF;</A>")],
  ["half a character by number", within("<A>&#xD800;</A>")],
  ["an unclosed attribute", within('<A b="1>1</A>')],
  ["UTF-16", Buffer.from(`\ufeff${plain}`, "utf16le")],
  ["UTF-16 by its own word", `<?xml version="1.0" encoding="utf-16"?>${plain}`],
  ["Windows-1256 by its own word", `<?xml version="1.0" encoding="windows-1256"?>${plain}`],
  ["broken UTF-8", Buffer.concat([bytes(plain), Buffer.from([0xc3, 0x28])])],
  ["more than a message may have", plain.replace("123", "1".repeat(300_000))],
  ["an endless tag", `<MFEP ${"a='1' ".repeat(20_000)}`],
];

test("hostile XML is refused, and quickly", () => {
  for (const [what, text] of hostile) {
    const startedAt = performance.now();
    assert.ok(refused(text), what);
    assert.ok(performance.now() - startedAt < 2_000, what);
  }
});

test("no bytes at all make the reader throw", () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "/",
    "MFEP",
    "MsgBody",
    "&",
    ";",
    "a",
    " ",
    '"',
    "!",
    "?",
  );
  const soup = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(""));
  fc.assert(fc.property(fc.oneof(fc.string(), soup), (text) => refused(text)));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => refused(raw)));
  fc.assert(
    fc.property(fc.nat(plain.length), fc.uint8Array({ minLength: 1, maxLength: 4 }), (at, raw) => {
      const spoilt = Buffer.from(plain);
      spoilt.set(raw.subarray(0, spoilt.length - at), at);
      const read = readMessage(spoilt);
      // It may still be a message; its body is then the signed one, or it is not signed.
      const body = /<MsgBody>.*<\/MsgBody>/.exec(plain)?.[0];
      assert.ok(!read.ok || !isSigned(parties, read.value) || read.value.rawBody === body);
    }),
  );
});

test("a declaration, namespaces, spaces and a byte order mark are no reason to refuse", () => {
  const namespaces = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const spaced = plain
    .replace("<MFEP>", `<?xml version="1.0" encoding="utf-8"?>\r\n<MFEP ${namespaces}>\n  `)
    .replace("</MFEP>", "\n</MFEP>\n");
  for (const text of [spaced, `\ufeff${plain}`]) {
    const read = readMessage(bytes(text));
    assert.ok(read.ok && isSigned(parties, read.value));
  }
});

test("what is empty is not written, and slices are the very text", () => {
  assert.equal(
    writeXml([
      "A",
      [
        ["B", undefined],
        ["C", ""],
        ["D", []],
      ],
    ]),
    "",
  );
  const slices = sliceDocument("<MFEP><A  b='1' ><X/></A><B/></MFEP>", "MFEP");
  assert.deepEqual(slices.ok && slices.value.map((one) => one.outer), [
    "<A  b='1' ><X/></A>",
    "<B/>",
  ]);
  assert.deepEqual(readElement("A", "<A><TrxInf><B>007</B></TrxInf></A>"), {
    ok: true,
    value: { TrxInf: [{ B: "007" }] },
  });
  assert.deepEqual(readElement("A", '<A b="1"><C c="2"> 3 </C></A>'), {
    ok: true,
    value: { C: " 3 " },
  });
});
