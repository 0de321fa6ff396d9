import type { Database } from "@gov/kit/db.ts";
import { createTreeBuilder, leafHash } from "@gov/kit/hash-tree.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { findOutside, readAudited, readDays, type AuditedDay } from "./audit-queries.ts";
import { stampTime, type Trust } from "./check-inclusion.ts";
import { beforeFirst, dayBefore, headDigest, readHead } from "./day-head.ts";

/** What does not hold, and of which day and receipt. */
export type Finding = Readonly<{
  what:
    | "receiptMissing"
    | "receiptChanged"
    | "leafMissing"
    | "rootChanged"
    | "headChanged"
    | "dayMissing"
    | "chainBroken"
    | "stampChanged"
    | "receiptForgotten"
    | "leafOfNoDay"
    | "waitingChanged"
    | "notAsExpected";
  day?: string;
  number?: string;
}>;

export type Audit = Readonly<{
  findings: readonly Finding[];
  days: number;
  receipts: number;
  waiting: bigint;
  /** `DAY:HASH` of the newest head, to be kept elsewhere. */
  newest: string | undefined;
}>;

/** A head that was written down elsewhere. */
export type Expected = Readonly<{ day: string; digest: string }>;

const maxFindings = 100;
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Computes a day's tree anew from the receipts themselves. */
const auditTree = async (db: Database<PayDatabase>, row: AuditedDay): Promise<Finding[]> => {
  const { day } = row;
  const findings: Finding[] = [];
  const builder = createTreeBuilder();
  let next = 0;
  let before: Uint8Array = new Uint8Array(0);
  for await (const { index, number, hash, cose } of readAudited(db, day)) {
    const leaf = cose ? leafHash(cose) : undefined;
    const what = !leaf ? "receiptMissing" : same(leaf, hash) ? undefined : "receiptChanged";
    if (what && findings.length < maxFindings) findings.push({ what, day, number });
    if (index !== next || Buffer.compare(before, hash) >= 0) {
      if (findings.length < maxFindings) findings.push({ what: "leafMissing", day, number });
    }
    next = index + 1;
    before = hash;
    builder.add(leaf ?? hash);
  }
  const built = builder.finish();
  const isSame =
    built.size === row.size &&
    same(built.root, row.root) &&
    same(Buffer.concat(built.blocks), row.blocks);
  return isSame ? findings : [...findings, { what: "rootChanged", day }];
};

/** The signed head says what the row says, and is stamped as it stands. */
const auditHead = (row: AuditedDay, trust: Trust): Finding[] => {
  const { day } = row;
  const read = readHead(row.head, trust.findKey);
  const isSame =
    read.ok &&
    read.value.day === day &&
    read.value.size === row.size &&
    same(read.value.root, row.root) &&
    same(read.value.previous, row.previous);
  const isStamped =
    row.stamp === null ||
    trust.roots.length === 0 ||
    stampTime(row.stamp, row.head, trust.roots)?.getTime() === row.stampedAt?.getTime();
  return [
    ...(isSame ? [] : [{ what: "headChanged", day } as const]),
    ...(isStamped ? [] : [{ what: "stampChanged", day } as const]),
  ];
};

const auditChain = (row: AuditedDay, before: AuditedDay | undefined): Finding[] => {
  const { day } = row;
  if (before && before.day !== dayBefore(day)) return [{ what: "dayMissing", day: dayBefore(day) }];
  const expected = before ? headDigest(before.head) : beforeFirst;
  return same(row.previous, expected) ? [] : [{ what: "chainBroken", day }];
};

const auditOutside = async (db: Database<PayDatabase>) => {
  const { forgotten, dayless, changed, waiting } = await findOutside(db);
  const found = (what: Finding["what"], number: string | null): Finding[] =>
    number === null ? [] : [{ what, number }];
  return {
    waiting,
    findings: [
      ...found("receiptForgotten", forgotten),
      ...found("leafOfNoDay", dayless),
      ...found("waitingChanged", changed),
    ],
  };
};

/**
 * Recomputes closed days from the receipts and compares them with what was signed; all of them, or
 * those from `from`. Holds a page of leaves and the roots of a day's blocks.
 */
export const auditDays = async (
  db: Database<PayDatabase>,
  trust: Trust,
  { from, expected }: Readonly<{ from?: string | undefined; expected?: Expected | undefined }> = {},
): Promise<Audit> => {
  const findings: Finding[] = [];
  let before: AuditedDay | undefined;
  let [days, receipts] = [0, 0];
  let isAsExpected = expected === undefined;
  for await (const row of readDays(db, from === undefined ? undefined : dayBefore(from))) {
    // The day before the first asked for is read for the chain alone.
    if (from !== undefined && row.day < from) {
      before = row;
      continue;
    }
    findings.push(...(await auditTree(db, row)), ...auditHead(row, trust));
    findings.push(...auditChain(row, before));
    isAsExpected ||=
      row.day === expected?.day && headDigest(row.head).toString("hex") === expected.digest;
    days += 1;
    receipts += row.size;
    before = row;
  }
  if (expected && !isAsExpected) findings.push({ what: "notAsExpected", day: expected.day });
  const outside = await auditOutside(db);
  findings.push(...outside.findings);
  const newest = before && `${before.day}:${headDigest(before.head).toString("hex")}`;
  return { findings, days, receipts, waiting: outside.waiting, newest };
};
