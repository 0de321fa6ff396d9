import { createPublicKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { checkInclusion, followsHead, steps, type Outcome, type Step } from "./check-inclusion.ts";
import { readHead } from "./day-head.ts";
import { inclusionProof, publishedDays } from "./inclusion-proof.ts";

// Asks nobody: what it needs are files that anyone can download and keep.

const usage = `npm run verify-receipt -w pay -- --proof FILE --keys FILE [--roots FILE] [--days FILE]
  --proof  GET /v1/receipts/NUMBER/inclusion
  --keys   GET /.well-known/receipt-keys.json
  --roots  the timestamp authority's root certificates (PEM); without them stamps are not checked
  --days   GET /.well-known/receipt-days.json: follows the chain from the receipt's day to its end
  Ends with 0 when everything that could be checked holds, 1 when not.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const maxFileBytes = 20_000_000;

/** A file named from where the command was typed. */
const readText = (path: string): string => {
  const bytes = readFileSync(resolve(process.env["INIT_CWD"] ?? ".", path));
  if (bytes.length > maxFileBytes) throw new RangeError(`${path} is too large`);
  return bytes.toString("utf8");
};

const jwks = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })).max(1_000),
});

const readKeys = (path: string): Map<string, KeyObject> =>
  new Map(
    jwks
      .parse(JSON.parse(readText(path)))
      .keys.map((key) => [key.kid, createPublicKey({ key, format: "jwk" })]),
  );

const readRoots = (path: string): X509Certificate[] =>
  (readText(path).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );

const sentences: Readonly<Record<Step, string>> = {
  receipt: "the receipt is signed",
  head: "the head of its day is signed",
  place: "the receipt stands in the tree of its day",
  chain: "the head names the head of the day before",
  stamp: "the head was stamped by the authority",
};
const marks: Readonly<Record<Outcome, string>> = {
  holds: "holds",
  fails: "DOES NOT HOLD",
  absent: "not checked",
};

type Files = Readonly<{ proof: string; keys: string; roots?: string; days?: string }>;

/** From the head of the proof through each later day that was published. */
const followChain = (
  head: string,
  path: string,
  trust: Parameters<typeof followsHead>[2],
): boolean => {
  const { days } = publishedDays.parse(JSON.parse(readText(path)));
  const heads = days.map((day) => day.head).toReversed();
  const begin = heads.indexOf(head);
  if (begin < 0) return false;
  return heads.slice(begin + 1).every((later, at) => {
    const before = heads[begin + at] ?? "";
    const read = readHead(Buffer.from(later, "base64"), trust.findKey);
    return read.ok && followsHead(read.value, Buffer.from(before, "base64"), trust);
  });
};

const verify = (files: Files): boolean => {
  const keys = readKeys(files.keys);
  const roots = files.roots === undefined ? [] : readRoots(files.roots);
  const trust = { findKey: (kid: string) => keys.get(kid), roots };
  const parsed = inclusionProof.safeParse(JSON.parse(readText(files.proof)));
  if (!parsed.success) {
    say("This is no proof: the receipt may wait for the end of its day, or the file was changed.");
    return false;
  }
  const proof = parsed.data;
  const check = checkInclusion(proof, trust);
  for (const step of steps) say(`${marks[check.outcomes[step]].padEnd(14)} ${sentences[step]}`);
  const isChained = files.days === undefined || followChain(proof.head, files.days, trust);
  if (files.days !== undefined) {
    say(`${marks[isChained ? "holds" : "fails"].padEnd(14)} every later day names the one before`);
  }
  const { number, head, stampedAt } = check;
  if (number !== undefined) say(`receipt ${number}, leaf ${proof.index} of ${head?.size ?? "?"}`);
  if (head) say(`day ${head.day}, root ${Buffer.from(head.root).toString("hex")}`);
  if (stampedAt) say(`stamped at ${stampedAt.toISOString()}`);
  return check.holds && isChained;
};

const file = { type: "string" } as const;
const { values } = parseArgs({
  options: { proof: file, keys: file, roots: file, days: file, help: { type: "boolean" } },
});
const { proof, keys, roots, days } = values;
if (values.help === true || proof === undefined || keys === undefined) {
  say(usage);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  const more = {
    ...(roots === undefined ? {} : { roots }),
    ...(days === undefined ? {} : { days }),
  };
  process.exitCode = verify({ proof, keys, ...more }) ? 0 : 1;
}
