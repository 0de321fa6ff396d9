import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ROOT } from "@gov/dev/folders.ts";
import { formatDate } from "@gov/country/dates.ts";
import { decodeAndVerifySummary } from "@gov/kit/document/cose-qr.ts";
import { verifySeal } from "@gov/kit/document/pades-verify.ts";
import { z } from "zod";
import { extractSeal, runTool, tool, verifyCades } from "./programs.ts";

// What other people's programs say of the very documents that the journeys were issued.

const journeys = join(ROOT, "artefacts", "journeys");
const folders = globSync("*/issued.pdf", { cwd: journeys }).map((path) =>
  join(journeys, dirname(path)),
);

const keysSchema = z.object({
  sealRoots: z.array(z.string()).length(1),
  summaryKeys: z.array(z.object({ kid: z.string(), pem: z.string() })).min(1),
});

/** What the journey knows of its document beside the keys. */
const toldSchema = z.object({ number: z.string().min(1), identifiers: z.array(z.string()).min(1) });

/** Without the marks of direction that Poppler adds, and presentation forms as letters. */
const foldMarks = (text: string): string =>
  text.normalize("NFKC").replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

type Word = Readonly<{ text: string; x: number; y: number }>;

/** Here Poppler gives the letters of Arabic words as they are drawn, from the left. */
const asRead = (word: string): string =>
  /\p{Script=Arabic}/u.test(word) ? [...word].toReversed().join("") : word;

/** Where each word stands on the page, in points from its top left. */
const readWords = (bbox: string): Word[] =>
  [...bbox.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</g)].map(
    ([, x, y, text]) => ({ text: asRead(foldMarks(text ?? "")), x: Number(x), y: Number(y) }),
  );

/** Whether the words stand on one line, each to the left of the one before. */
const isDrawnRightToLeft = (words: readonly Word[], sought: readonly string[]): boolean => {
  const reach = (from: Word | undefined, [next, ...rest]: readonly string[]): boolean =>
    next === undefined ||
    words.some(
      (word) =>
        word.text === next &&
        (!from || (word.x < from.x && Math.abs(word.y - from.y) < 8)) &&
        reach(word, rest),
    );
  return reach(undefined, sought);
};

it("there is an issued document to judge", () => {
  assert.ok(
    folders.length > 0,
    "no journey has left a document in artefacts/journeys: run npm test -- test/journeys first",
  );
});

for (const folder of folders) {
  describe(`the document issued in ${basename(folder)}, in the hands of other programs`, () => {
    const issued = join(folder, "issued.pdf");
    const keys = keysSchema.parse(JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")));
    const told = toldSchema.parse(JSON.parse(readFileSync(join(folder, "told.json"), "utf8")));
    const pdf = readFileSync(issued);
    let dir: string;
    const file = (name: string): string => join(dir, name);
    const verify = (scanned: string) =>
      decodeAndVerifySummary(scanned, (kid) => {
        const key = keys.summaryKeys.find((each) => each.kid === kid);
        return key && createPublicKey(key.pem);
      });

    before(async () => {
      dir = await mkdtemp(join(tmpdir(), "issued-"));
      await writeFile(file("root.pem"), keys.sealRoots.join("\n"));
      await extractSeal(pdf, file("seal.der"), file("content.bin"));
    });
    after(async () => await rm(dir, { recursive: true }));

    /** What zbar reads on the printed page. */
    const scan = async (): Promise<string> => {
      await tool("pdftoppm", "-r 150 -png -singlefile", issued, file("page"));
      return (await runTool("zbarimg", `--raw -q ${file("page.png")}`)).stdout.trim();
    };

    const openssl = (content: string): Promise<string> => {
      const check = verifySeal(pdf, keys.sealRoots);
      assert.ok(check.status === "valid", JSON.stringify(check));
      const paths = { seal: file("seal.der"), content, root: file("root.pem") };
      return verifyCades({ ...paths, at: check.signedAt });
    };

    it("pdfsig finds its signature valid, and that of the changed copy not", async () => {
      const report = await tool("pdfsig", "-nocert", issued);
      assert.match(report, /Signature Validation: Signature is Valid\./);
      assert.match(report, /Signature Type: ETSI\.CAdES\.detached/);
      assert.match(report, /Total document signed/);
      const changed = await runTool("pdfsig", `-nocert ${join(folder, "changed.pdf")}`).catch(
        (error: Error) => ({ stdout: error.message, stderr: "" }),
      );
      assert.doesNotMatch(changed.stdout, /Signature is Valid/);
    });

    it("openssl verifies its CAdES signature under the published root, and no other", async () => {
      assert.match(await openssl(file("content.bin")), /CAdES Verification successful/);
      const content = await readFile(file("content.bin"));
      content[500] = (content[500] ?? 0) ^ 1;
      await writeFile(file("other.bin"), content);
      await assert.rejects(openssl(file("other.bin")), /verification failure/i);
    });

    it("zbarimg reads its code, which verifies; with one letter changed it does not", async () => {
      const scanned = await scan();
      const read = verify(scanned);
      assert.ok(read.ok, scanned);
      assert.equal(read.value.number, told.number);
      assert.ok(pdf.includes(`/URI (${scanned})`), "the code's link leads elsewhere");
      const start = scanned.indexOf("/V/") + "/V/".length;
      for (let at = start; at < scanned.length; at += 1) {
        const other = scanned[at] === "A" ? "B" : "A";
        const changed = scanned.slice(0, at) + other + scanned.slice(at + 1);
        assert.ok(!verify(changed).ok, `letter ${at - start}`);
      }
    });

    it("pdftotext finds its Arabic whole, and the words of a date from right to left", async () => {
      const read = verify(await scan());
      assert.ok(read.ok);
      const { issuer, issued: issuedOn } = read.value;
      const text = foldMarks(await tool("pdftotext", "-layout", issued, "-"));
      for (const whole of [told.number, ...told.identifiers, "دولة فلسطين", issuer]) {
        assert.ok(text.includes(whole), `${whole} is not in\n${text}`);
      }
      const words = readWords(await tool("pdftotext", "-bbox", issued, "-"));
      const date = formatDate(issuedOn, "ar");
      assert.ok(isDrawnRightToLeft(words, date.split(" ")), `${date} is not drawn in its order`);
    });
  });
}
