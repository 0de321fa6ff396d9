import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { buffer } from "node:stream/consumers";
import { decodeAndVerifySummary, encodeSummary } from "@gov/kit/document/cose-qr.ts";
import { digestFacts, softwareSummarySigner } from "@gov/kit/document/cose-qr.ts";
import { certificateSample, receiptSample } from "@gov/kit/document/document-samples.ts";
import { summaryUrl } from "@gov/kit/document/document-summary.ts";
import { sealPdf } from "@gov/kit/document/pades-seal.ts";
import { verifySeal } from "@gov/kit/document/pades-verify.ts";
import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import { sampleSeal } from "@gov/kit/document/seal-samples.ts";
import { timestampFrom } from "@gov/kit/document/timestamp-client.ts";
import { createDocumentRenderer } from "@gov/kit/document/typst-renderer.ts";
import { extractSeal, runTool, tool, verifyCades } from "./programs.ts";

// What other people's programs say of our documents: pdfsig and pdftoppm (Poppler), openssl, zbar.

const summary = {
  number: receiptSample.number,
  type: "payment-receipt",
  issued: "2026-11-22",
  issuer: "وزارة المالية",
  subject: "ل*** م*** النتشة",
  factsDigest: digestFacts({ amount: "312.00 ILS" }, Buffer.alloc(16, 7)),
};

describe("a sealed document in the hands of other programs", () => {
  const renderer = createDocumentRenderer();
  let dir: string;
  let sealed: Buffer;
  let address: string;
  let publicKey: KeyObject;
  const file = (name: string): string => join(dir, name);

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "documents-"));
    const { authority, input } = await sampleSeal();
    const options = { createdAt: input.signedAt, lang: "ar" } as const;
    const pdf = await renderer.render("certificate", certificateSample, options);
    sealed = Buffer.from(await sealPdf(pdf, input));
    await writeFile(file("sealed.pdf"), sealed);
    await writeFile(file("root.pem"), authority.certificate);
    const { privateKey } = generateKeyPairSync("ed25519");
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    publicKey = createPublicKey(privateKey);
    const cose = await encodeSummary(summary, softwareSummarySigner("finance-2026", pem));
    address = summaryUrl("https://hukumati.gov.ps", cose);
    const verification = { ...receiptSample.verification, qr: qrSvg(address) };
    const receipt = { ...receiptSample, verification };
    await writeFile(file("receipt.pdf"), await renderer.render("receipt", receipt, options));
  });
  after(async () => {
    await renderer.close();
    await rm(dir, { recursive: true });
  });

  const openssl = (content: string): Promise<string> =>
    verifyCades({
      seal: file("seal.der"),
      content: file(content),
      root: file("root.pem"),
      at: new Date("2026-11-22T08:16:00Z"),
    });
  const extract = (): Promise<void> => extractSeal(sealed, file("seal.der"), file("content.bin"));

  it("pdfsig finds the signature valid, detached CAdES over the whole document", async () => {
    const report = await tool("pdfsig", "-nocert", file("sealed.pdf"));
    assert.match(report, /Signature Validation: Signature is Valid\./);
    assert.match(report, /Signature Type: ETSI\.CAdES\.detached/);
    assert.match(report, /Total document signed/);
    assert.match(report, /وزارة النقل والمواصلات/);
  });

  it("pdfsig finds the changed document invalid", async () => {
    const changed = Buffer.from(sealed);
    const at = changed.indexOf("/Title") + 10;
    changed[at] = (changed[at] ?? 0) ^ 1;
    await writeFile(file("changed.pdf"), changed);
    assert.doesNotMatch(await tool("pdfsig", "-nocert", file("changed.pdf")), /Signature is Valid/);
  });

  it("openssl verifies the CAdES signature and its signing-certificate-v2", async () => {
    await extract();
    assert.match(await openssl("content.bin"), /CAdES Verification successful/);
    const seal = file("seal.der");
    const printed = await tool("openssl", `cms -cmsout -print -inform DER -in ${seal}`);
    assert.match(printed, /id-smime-aa-signingCertificateV2/);
  });

  it("openssl refuses other content", async () => {
    await extract();
    const content = await readFile(file("content.bin"));
    content[500] = (content[500] ?? 0) ^ 1;
    await writeFile(file("other.bin"), content);
    await assert.rejects(openssl("other.bin"), /verification failure|Verification failure/i);
  });

  it("zbarimg reads the QR code from the printed page, and the summary in it verifies", async () => {
    await tool("pdftoppm", "-r 150 -png -singlefile", file("receipt.pdf"), file("page"));
    const scanned = (await runTool("zbarimg", `--raw -q ${file("page.png")}`)).stdout.trim();
    assert.equal(scanned, address);
    const read = decodeAndVerifySummary(scanned, () => publicKey);
    assert.deepEqual(read, { ok: true, value: summary });
  });

  it("pdftotext finds identifiers, amounts and dates whole, none turned round", async () => {
    const text = await tool("pdftotext", "-layout", file("sealed.pdf"), "-");
    for (const whole of ["7-4821-H", "312.00", "22/11/2026", "TP/2026/88-41", "VL-2026-004187"]) {
      assert.ok(text.includes(whole), whole);
    }
  });
});

describe("a seal with the time of an authority (openssl ts)", () => {
  const config = `
[tsa]
default_tsa = it
[it]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.3.6.1.4.1.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
`;
  const renderer = createDocumentRenderer();
  let dir: string;
  let server: Server;
  let url: string;
  const openssl = (...args: readonly string[]): Promise<string> =>
    tool("openssl", ...args.map((arg) => arg.replaceAll("DIR", dir)));

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "timestamps-"));
    await writeFile(
      join(dir, "ts.cnf"),
      config.replace("serial = serial", `serial = ${dir}/serial`),
    );
    await writeFile(join(dir, "serial"), "01");
    const rsa = "-newkey rsa:2048 -nodes";
    await openssl("req -x509 -days 30 -subj /CN=root -keyout DIR/root.key -out DIR/root.pem", rsa);
    await openssl("req -new -subj /CN=time -keyout DIR/tsa.key -out DIR/tsa.csr", rsa);
    await openssl(
      "x509 -req -in DIR/tsa.csr -CA DIR/root.pem -CAkey DIR/root.key -CAcreateserial -days 20",
      "-extfile DIR/ts.cnf -extensions leaf -out DIR/tsa.pem",
    );
    const stamp = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      await writeFile(join(dir, "query"), await buffer(request));
      await openssl(
        "ts -reply -config DIR/ts.cnf -queryfile DIR/query -signer DIR/tsa.pem",
        "-inkey DIR/tsa.key -out DIR/reply",
      );
      response.end(await readFile(join(dir, "reply")));
    };
    server = createServer((request, response) => void stamp(request, response));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.close();
    await renderer.close();
    await rm(dir, { recursive: true });
  });

  it("is B-T: valid here and for pdfsig, and no byte of the token can be changed", async () => {
    const { authority, input } = await sampleSeal();
    const options = { createdAt: input.signedAt, lang: "ar" } as const;
    const pdf = await renderer.render("receipt", receiptSample, options);
    const sealed = await sealPdf(pdf, { ...input, timestamp: timestampFrom({ url }) });
    const roots = [authority.certificate];
    const trust = { timestampRoots: [await readFile(join(dir, "root.pem"), "utf8")] };
    const check = verifySeal(sealed, roots, trust);
    assert.ok(check.status === "valid" && check.timestamped, JSON.stringify(check));
    assert.ok(Math.abs(check.signedAt.getTime() - Date.now()) < 60_000);
    const unknown = verifySeal(sealed, roots);
    assert.deepEqual(unknown.status === "untrusted" && unknown.reason, "timestamp");
    await writeFile(join(dir, "sealed.pdf"), sealed);
    assert.match(await tool("pdfsig", "-nocert", join(dir, "sealed.pdf")), /Signature is Valid/);
    const changed = Uint8Array.from(sealed);
    const padding = /0{100,}>/.exec(Buffer.from(sealed).toString("latin1"))?.index ?? 0;
    for (let at = pdf.length; at < sealed.length; at += at < padding ? 1 : 37) {
      changed[at] = (sealed[at] ?? 0) ^ 0x01;
      assert.notEqual(verifySeal(changed, roots, trust).status, "valid", `byte ${at}`);
      changed[at] = sealed[at] ?? 0;
    }
  });
});
