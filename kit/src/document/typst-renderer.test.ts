import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { createDocumentRenderer, type DocumentRenderer } from "./typst-renderer.ts";
import { certificateSample, receiptSample } from "./document-samples.ts";

const options = { createdAt: new Date("2026-11-22T08:16:00Z"), lang: "ar" } as const;
const text = (pdf: Uint8Array): string => Buffer.from(pdf).toString("latin1");

describe("the document renderer", () => {
  let dir: string;
  let own: DocumentRenderer;
  const shared = createDocumentRenderer();

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "templates-"));
    await writeFile(join(dir, "echo.typ"), "#sys.inputs.data");
    await writeFile(join(dir, "endless.typ"), "#for a in range(9999) { for b in range(9999) {} }");
    await writeFile(
      join(dir, "framed.typ"),
      '#import "/gov/base.typ": *\n#show: official-document',
    );
    own = createDocumentRenderer({ templatesDir: dir, maxQueue: 3, timeoutMs: 3_000 });
  });

  after(async () => {
    await Promise.all([own.close(), shared.close()]);
    await rm(dir, { recursive: true });
  });

  it("gives PDF/A-3b, the same bytes for the same facts", async () => {
    const once = await shared.render("certificate", certificateSample, options);
    const again = await shared.render("certificate", certificateSample, options);
    assert.match(text(once), /<pdfaid:part>3<\/pdfaid:part><pdfaid:conformance>B</);
    assert.deepEqual(once, again);
  });

  it("embeds every font, and no other font than the two that travel with it", async () => {
    const pdf = text(await shared.render("receipt", receiptSample, options));
    const fonts = new Set([...pdf.matchAll(/\/BaseFont \/[A-Z]{6}\+(\w+)/g)].map((m) => m[1]));
    assert.deepEqual(
      [...fonts].toSorted((a, b) => (a ?? "").localeCompare(b ?? "")),
      ["Amiri", "NewCM10"],
    );
  });

  it("refuses a character that no font has, rather than print a box", async () => {
    const strange = { ...certificateSample, number: "X-\u{1F600}" };
    await assert.rejects(shared.render("certificate", strange, options), {
      code: "template",
      message: /could not be displayed/,
    });
  });

  it("carries files and tells of them", async () => {
    const content = new TextEncoder().encode('{"number":"VL-1"}');
    const attachments = [
      { name: "facts.json", mimeType: "application/json", description: "facts", content },
    ].map((file) => ({ ...file, relationship: "data" as const }));
    const pdf = await shared.render("receipt", receiptSample, { ...options, attachments });
    assert.match(text(pdf), /\/EmbeddedFiles/);
    assert.match(text(pdf), /\(facts\.json\)/);
  });

  it("keeps data inert: Typst code in a value is printed, not run", async () => {
    const pdf = await own.render("echo", { x: '#panic("run") #read("/etc/passwd")' }, options);
    assert.ok(pdf.length > 1000);
  });

  it("lends its frame to a component's own templates", async () => {
    const pdf = await own.render("framed", certificateSample, options);
    assert.match(text(pdf), /VL-2026-004187|Title/);
  });

  it("ends a document that takes too long, and goes on with the next", async () => {
    const impatient = createDocumentRenderer({ templatesDir: dir, timeoutMs: 1_000 });
    const endless = impatient.render("endless", {}, options);
    const next = impatient.render("echo", "next", options);
    await assert.rejects(endless, { code: "timeout" });
    assert.ok((await next).length > 1000);
    await impatient.close();
  });

  it("reports a compiler that crashed once, and starts another", async () => {
    const pids: number[] = [];
    const onChildStart = (pid: number | undefined) => pids.push(pid ?? 0);
    const renderer = createDocumentRenderer({ templatesDir: dir, onChildStart });
    const lost = renderer.render("endless", {}, options);
    const next = renderer.render("echo", "next", options);
    process.kill(pids[0] ?? 0, "SIGKILL");
    await assert.rejects(lost, { code: "crashed", message: /SIGKILL/ });
    assert.ok((await next).length > 1000);
    assert.equal(pids.length, 2);
    await renderer.close();
  });

  it("refuses names that leave the folder, data out of bounds, and a full queue", async () => {
    await assert.rejects(own.render("../secret", {}, options), { code: "badRequest" });
    await assert.rejects(own.render("echo", "x".repeat(300_000), options), { code: "badRequest" });
    const accepted = [1, 2, 3, 4].map((n) => own.render("echo", n, options));
    await assert.rejects(own.render("echo", 5, options), { code: "queueFull" });
    await Promise.all(accepted);
  });

  it("closes when it has been idle, in a program with nothing else to do", async () => {
    const renderer = new URL("typst-renderer.ts", import.meta.url).href;
    const program = `
      const { createDocumentRenderer } = await import("${renderer}");
      const renderer = createDocumentRenderer({ templatesDir: ${JSON.stringify(dir)} });
      await renderer.render("echo", 1, { createdAt: new Date(0), lang: "en" });
      await renderer.close();
      console.log("closed");
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], {
      timeout: 20_000,
    });
    assert.equal(stdout, "closed\n");
  });

  it("takes a new child after its share of documents", async () => {
    const short = createDocumentRenderer({ templatesDir: dir, documentsPerChild: 2 });
    const pdfs = await Promise.all([1, 2, 3, 4, 5].map((n) => short.render("echo", n, options)));
    assert.equal(pdfs.length, 5);
    await short.close();
    await assert.rejects(short.render("echo", 6, options), { code: "closed" });
  });
});
