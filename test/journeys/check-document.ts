import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { submit } from "./sign-in.ts";
import { artefacts, type Theatre, type Visit, type Visitor } from "./visitor.ts";

type Place = Readonly<{ theatre: Theatre; portal: string; visit: Visit }>;

/** What an issued document tells: its own number, and identifiers that stand in it unbroken. */
type Told = Readonly<{ number: string; identifiers: readonly string[] }>;

/** The address that the document's QR carries; the PDF holds it as the link of the code, too. */
const readLink = (pdf: Buffer): URL => {
  const link = /\/URI \((HTTPS?:\/\/[^)]+\/V\/[A-Z2-7]+)\)/.exec(pdf.toString("latin1"))?.[1];
  assert.ok(link, "the code of the document is not a link");
  return new URL(link);
};

const changeOneByte = (bytes: Buffer): Buffer => {
  const changed = Buffer.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  return changed;
};

/** Another letter of the alphabet, somewhere inside: still a code, but not the one that was signed. */
const changeOneLetter = (code: string): string => {
  const middle = Math.floor(code.length / 2);
  const other = code[middle] === "A" ? "B" : "A";
  return code.slice(0, middle) + other + code.slice(middle + 1);
};

/** The document, a changed copy, what it tells and the public keys that judge it, for other programs. */
const keepDocument = async ({ portal, visit }: Place, pdf: Buffer, told: Told): Promise<string> => {
  const folder = join(artefacts, visit.name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "issued.pdf"), pdf);
  writeFileSync(join(folder, "told.json"), JSON.stringify(told));
  writeFileSync(join(folder, "changed.pdf"), changeOneByte(pdf));
  const keys = await fetch(`${portal}/verify/keys.json`);
  assert.equal(keys.status, 200);
  writeFileSync(join(folder, "keys.json"), await keys.text());
  return folder;
};

const checkFile = async (
  { portal }: Place,
  { page, look }: Visitor,
  file: string,
  name: string,
): Promise<string> => {
  await page.goto(`${portal}/verify`);
  await page.setInputFiles("input[type=file]", file);
  await page.locator("form[enctype] button.btn").click();
  await look(name);
  return await page.locator("main").innerText();
};

/** Anyone checks the document: by file, by code and by number, whole and with one change. */
export const checkDocument = async (place: Place, pdf: Buffer, document: Told): Promise<void> => {
  const { theatre, portal, visit } = place;
  const { number } = document;
  const folder = await keepDocument(place, pdf, document);
  const visitor = await theatre.open(visit, "anyone");
  const { page, look } = visitor;
  const main = (): Promise<string> => page.locator("main").innerText();
  const genuine = visit.lang === "ar" ? /صحيحة/ : /genuine/i;
  const altered = visit.lang === "ar" ? /الوثيقة معدلة/ : /was altered/;
  await page.goto(`${portal}/verify${visit.lang === "en" ? "?lang=en" : ""}`);
  await look("verify");
  assert.match(await checkFile(place, visitor, join(folder, "issued.pdf"), "verified"), genuine);
  const told = await checkFile(place, visitor, join(folder, "changed.pdf"), "refused");
  assert.doesNotMatch(told, genuine);
  const link = readLink(pdf);
  assert.equal(link.origin, new URL(portal).origin);
  const code = link.pathname.slice("/V/".length);
  await page.goto(`${portal}/V/${code}`);
  await look("scanned");
  assert.match(await main(), genuine);
  assert.ok((await main()).includes(number), "the page names another document");
  await page.goto(`${portal}/V/${changeOneLetter(code)}`);
  await look("scanned-changed");
  assert.match(await main(), altered);
  await page.goto(`${portal}/verify`);
  await page.fill("[name=number]", number.toLowerCase());
  await submit(page);
  assert.match(await main(), genuine);
  await visitor.close();
};
