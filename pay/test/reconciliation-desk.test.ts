import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { addDays } from "@gov/country/time-zone.ts";
import { findSource } from "#src/reconciliation/reconciliation.ts";
import { readReport } from "#src/reconciliation/read-report.ts";
import { takeReport } from "#src/reconciliation/report-queries.ts";
import { reportDayOf } from "#src/reconciliation/report.ts";
import { compareDue } from "#src/reconciliation/compare.ts";
import {
  fetchReport,
  readWaiting,
  reconcile,
  startReconciliation,
} from "#src/reconciliation/run.ts";
import { takeFile } from "#src/reconciliation/take-file.ts";
import type { Browser, Page } from "./browser.ts";
import { dina, mona, signInAs, type Member } from "./console-world.ts";
import { collectingIban, startInstantBank, type InstantBank } from "./instant-bank.ts";
import { openPayWorld, until, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
let bank: InstantBank;
let day = "";
before(async () => {
  bank = await startInstantBank();
  world = await openPayWorld({ ...bank.environment, CASH_REPORTS: "sandbox-cash" });
  day = addDays(reportDayOf(new Date(), world.reconciliation.dayEndsAtMinutes), -3);
});
after(async () => {
  await world.close();
  await bank.close();
});

const ruba: Member = { username: "ruba.odeh", institution: "finance", role: "supervisor" };
const sami: Member = { username: "sami.nasser", institution: "finance", role: "officer" };
const path = "/console/reconciliation";

const header = "order_id,transaction_id,type,amount,fee,currency,settlement_date";
const lineOf = (order: string, more = "1,PAYMENT,43.21,0.00,ILS") => `${order},${more},${day}`;
const totalOf = (count: number, net: string, of = day) =>
  `TOTAL,${count},SETTLEMENT,${net},,ILS,${of}`;
const fileOf = (...lines: string[]): string =>
  [header, ...lines].map((text) => `${text}\r\n`).join("");

const upload = async (
  browser: Browser,
  file: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
): Promise<Page> => {
  const form = new FormData();
  form.set("_csrf", browser.csrfOf(await browser.go(`${path}/upload`)));
  for (const [name, value] of Object.entries({ source: "card", day, ...more })) {
    form.set(name, value);
  }
  form.set("file", new Blob([file]), "report.csv");
  return await browser.go(`${path}/upload`, form);
};
const after1 = async (browser: Browser, sent: Page): Promise<Page> => {
  assert.equal(sent.status, 303, sent.text);
  // What the page shows is compared by then, however busy the machine is.
  await reconcile(world.reconciliation);
  return await browser.go(sent.location);
};
const breakPaths = async (browser: Browser, query = ""): Promise<string[]> => {
  const list = await browser.go(`${path}/breaks${query}`);
  return [...list.text.matchAll(/href="(\/console\/reconciliation\/breaks\/[0-9a-f-]{36})"/g)].map(
    ([, href = ""]) => href,
  );
};

test("a file of the treasury's is read once, replaced by its correction, and shows what differs", async () => {
  const browser = await signInAs(world, mona, "en");
  const first = fileOf(lineOf("11111111-1111-4111-8111-111111111111"), totalOf(1, "43.21"));
  const page = await after1(browser, await upload(browser, first));
  for (const text of ["mona.abdo", "Not in our books", "43.21 ₪", "The file came"]) {
    assert.ok(page.text.includes(text), text);
  }
  const again = await upload(browser, first);
  assert.match(again.location, /done=same/);
  assert.ok((await browser.go(again.location)).text.includes("Nothing changed"));
  const [href = ""] = await breakPaths(browser, "?rail=card&kind=missingHere&status=open");
  const shown = await browser.go(href);
  for (const text of ["The rail says", "Our books say", "The rail was asked", "Nothing"]) {
    assert.ok(shown.text.includes(text), text);
  }
  const grid = await browser.go(path);
  assert.ok(grid.text.includes("43.21 ₪"), "the day's difference stands in the table");
  const corrected = await after1(browser, await upload(browser, fileOf(totalOf(0, "0.00"))));
  assert.ok(corrected.text.includes("Replaced"));
  assert.ok((await browser.go(href)).text.includes("Ended by itself"));
  const file = await browser.go(`${path}/breaks.csv?rail=card`);
  assert.match(file.text, /Not in our books,Bank card,\d{4}-\d{2}-\d{2},Taken/);
  assert.deepEqual(await breakPaths(browser, "?age=30"), []);
});

test("two people: who proposes cannot accept, not even by a request that no page offers", async () => {
  const proposer = await signInAs(world, mona, "en");
  const file = fileOf(lineOf("22222222-2222-4222-8222-222222222222"), totalOf(1, "43.21"));
  await after1(proposer, await upload(proposer, file));
  const [href = ""] = await breakPaths(proposer, "?status=open");
  const shown = await proposer.go(href);
  assert.ok(shown.text.includes("Differences of reconciliation"), "the legs are shown before");
  const csrf = { _csrf: proposer.csrfOf(shown) };
  const unsaid = await proposer.go(`${href}/propose`, { ...csrf, note: "", resolution: "" });
  assert.equal(unsaid.status, 422);
  assert.ok(unsaid.text.includes("Write a note."));
  const proposal = { ...csrf, resolution: "takeRailsWord", note: "The acquirer confirmed it" };
  assert.equal((await proposer.go(`${href}/propose`, proposal)).status, 303);
  assert.equal((await proposer.go(`${href}/propose`, proposal)).status, 409, "once");
  const waiting = await proposer.go(href);
  assert.ok(waiting.text.includes("Somebody else at the treasury accepts it"));
  assert.ok(
    !waiting.text.includes(`${href}/accept"><`) && !waiting.text.includes("Accept and post"),
  );
  const forged = await proposer.go(`${href}/accept`, { ...csrf, note: "" });
  assert.equal(forged.status, 409);
  assert.ok(forged.text.includes("Whoever proposed it may not accept it."));
  const officer = await signInAs(world, sami, "en");
  const own = { _csrf: officer.csrfOf(await officer.go(`${path}/upload`)), note: "" };
  assert.equal((await officer.go(`${href}/accept`, own)).status, 409, "no supervisor");
  const posted = async () =>
    (await sql`select 1 from transfer where source_kind = 'breakAccepted'`.execute(world.db)).rows;
  assert.deepEqual(await posted(), []);
  await assert.rejects(
    sql`update rail_break set status = 'accepted', decided_by = proposed_by, closed_at = now()
      where status = 'proposed'`.execute(world.db),
    /rail_break_two_people/,
    "nor does the database take it",
  );
  const stranger = await signInAs(world, dina, "en");
  assert.equal((await stranger.go(href)).status, 404);
  assert.equal((await stranger.go(path)).status, 404);
  const second = await signInAs(world, ruba, "en");
  const decide = { _csrf: second.csrfOf(await second.go(href)), note: "seen" };
  assert.equal((await second.go(`${href}/accept`, decide)).status, 303);
  assert.equal((await second.go(`${href}/accept`, decide)).status, 409, "once");
  const done = await second.go(href);
  for (const text of ["Accepted and posted", "ruba.odeh", "The acquirer confirmed it"]) {
    assert.ok(done.text.includes(text), text);
  }
  const transfer = /href="(\/console\/ledger\/transfers\/[^"]+)"/.exec(done.text)?.[1] ?? "";
  assert.ok((await second.go(transfer)).text.includes("Difference accepted"));
  assert.equal((await posted()).length, 1);
});

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
const statement = (more: Readonly<{ iban?: string; before?: string; entry?: string }>) =>
  `${more.before ?? ""}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
  <BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id>
  <FrToDt><FrDtTm>${day}T09:00:00Z</FrDtTm><ToDtTm>${day}T21:00:00Z</ToDtTm></FrToDt>
  <Acct><Id><IBAN>${more.iban ?? collectingIban}</IBAN></Id><Ccy>ILS</Ccy></Acct>
  ${["OPBD", "CLBD"]
    .map(
      (code) => `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>
  <Amt Ccy="ILS">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`,
    )
    .join("")}
  <TxsSummry><TtlNtries><NbOfNtries>0</NbOfNtries></TtlNtries></TxsSummry>
  ${more.entry ?? ""}</Stmt></BkToCstmrStmt></Document>`;
const bomb = `<!DOCTYPE a [<!ENTITY b "${"b".repeat(500)}"><!ENTITY c "${"&b;".repeat(500)}">]>`;

test("files that are none are refused by name, and nothing of them counts", async () => {
  const browser = await signInAs(world, mona, "en");
  const good = lineOf("33333333-3333-4333-8333-333333333333");
  const tries: [
    why: string,
    file: string | Uint8Array<ArrayBuffer>,
    source: string,
    says: string,
  ][] = [
    ["another encoding", utf16(fileOf(good, totalOf(1, "43.21"))), "card", "not in UTF-8"],
    ["no such columns", "a,b,c\r\n1,2,3\r\n", "card", "the agreed columns"],
    ["cut off", fileOf(good), "card", "total is missing"],
    ["a line less", fileOf(good, totalOf(2, "86.42")), "card", "another number of lines"],
    ["another day", fileOf(totalOf(0, "0.00", addDays(day, 1))), "card", "file of another day"],
    [
      "a formula",
      fileOf(lineOf('"=HYPERLINK(""http://x"")"'), totalOf(1, "43.21")),
      "card",
      "is no formula",
    ],
    [
      "a formula for an amount",
      fileOf(lineOf("A1", "1,PAYMENT,=1+1,0.00,ILS"), totalOf(1, "43.21")),
      "card",
      "It is no amount",
    ],
    [
      "too exact",
      fileOf(lineOf("A1", "1,PAYMENT,1.001,0.00,ILS"), totalOf(1, "1")),
      "card",
      "amount",
    ],
    ["an open quote", fileOf(`"${good}`, totalOf(1, "43.21")), "card", "quote is not closed"],
    [
      "nothing but errors",
      fileOf(...Array.from({ length: 9_000 }, () => "x")),
      "card",
      "kind of movement",
    ],
    ["a bomb", statement({ before: bomb }), "instant", "no statement needs"],
    ["an entity", statement({ entry: "<Ntry>&b;</Ntry>" }), "instant", "no statement needs"],
    [
      "an endless entry",
      statement({ entry: `<Ntry>${"x".repeat(200_000)}` }),
      "instant",
      "whole camt",
    ],
    ["no such account", statement({ iban: "PS00X" }), "instant", "account that is not ours"],
    ["not XML", "hello", "instant", "whole camt"],
    ["an odd entry", statement({ entry: "<Ntry><Amt/></Ntry>" }), "instant", "cannot be read"],
  ];
  for (const [why, file, source, says] of tries) {
    const page = await after1(browser, await upload(browser, file, { source }));
    assert.ok(page.text.includes("Refused"), `${why} is refused`);
    assert.ok(page.text.includes(says), `${why}: ${says}`);
  }
  assert.equal((await upload(browser, "")).status, 422);
  const huge = new Uint8Array(16 * 1024 * 1024 + 1);
  const tooLarge = await upload(browser, huge);
  assert.ok(tooLarge.status === 422 && tooLarge.text.includes("larger than 16 MB"));
  assert.equal((await upload(browser, new Uint8Array(17 * 1024 * 1024))).status, 413);
  const tomorrow = addDays(reportDayOf(new Date(), 0), 2);
  assert.equal((await upload(browser, "x", { day: tomorrow })).status, 422);
  const empty = statement({});
  const page = await after1(browser, await upload(browser, empty, { source: "instant" }));
  assert.match(page.text, /class="tag runs">\s*Read/, "a statement of nothing is one");
  const { rows } = await sql<{ lines: bigint }>`select count(*) as lines from rail_report_line l
    join rail_report r on r.id = l.report_id where r.status = 'refused'`.execute(world.db);
  assert.deepEqual(rows, [{ lines: 0n }]);
  const { rows: kept } = await sql<{ lines: bigint }>`select count(distinct line) as lines
    from rail_report_error group by report_id order by 1 desc limit 1`.execute(world.db);
  assert.deepEqual(kept, [{ lines: 1_000n }], "no more is told than tells enough");
});

test("a reader that dies between batches is gone on after, and no line is read twice", async () => {
  const { reconciliation, db } = world;
  const key = { rail: "cash", party: "sandbox-cash", day } as const;
  const lines = Array.from(
    { length: 1_200 },
    (_, at) => `C${at},R${at},collection,1.00,0.00,ILS,${day}`,
  );
  const file = [
    "collection_id,reference,type,amount,fee,currency,date",
    ...lines,
    `TOTAL,1200,settlement,1200.00,,ILS,${day}`,
  ].join("\n");
  const pieces = async function* () {
    yield Buffer.from(file);
  };
  await takeFile(reconciliation, key, pieces());
  const source = findSource(reconciliation, key);
  const report = await takeReport(db);
  assert.ok(source && report);
  const dying = {
    ...reconciliation,
    sources: [
      {
        ...source,
        read: async function* (...given: Parameters<typeof source.read>) {
          let seen = 0;
          for await (const items of source.read(...given)) {
            for (const item of items) {
              seen += 1;
              if (seen > 1_100) throw new Error("killed");
              yield [item];
            }
          }
        },
      },
    ],
  };
  await assert.rejects(readReport(dying, report), /killed/);
  const { rows: half } = await sql<{ lines: number; kept: bigint }>`
    select lines_read as lines, (select count(*) from rail_report_line l where l.report_id = r.id)
      as kept from rail_report r where id = ${report.id}`.execute(db);
  assert.deepEqual(half, [{ lines: 1_000, kept: 1_000n }]);
  assert.equal(await takeReport(db), undefined, "nobody takes what is held");
  await sql`update rail_report set held_until = now() where id = ${report.id}`.execute(db);
  await readWaiting(reconciliation);
  await compareDue(reconciliation);
  const { rows } = await sql<{ status: string; lines: bigint; breaks: bigint }>`
    select status, (select count(*) from rail_report_line l where l.report_id = r.id) as lines,
      (select count(*) from rail_break k where k.rail = 'cash' and k.class = 'missingHere') as breaks
    from rail_report r where id = ${report.id}`.execute(db);
  assert.deepEqual(rows, [{ status: "read", lines: 1_200n, breaks: 1_200n }]);
  // What follows has other things to ask about.
  await sql`update rail_break set asked_at = now() where rail = 'cash'`.execute(db);
});

test("each day's file is fetched by itself once it is due, and asked for again until it comes", async () => {
  const due = addDays(day, -5);
  await sql`insert into rail_report_day (rail, day, expected_at)
    values ('card', ${due}::date, now()), ('card', ${addDays(due, -1)}::date,
      now() + interval '1 hour')`.execute(world.db);
  const control = `${world.bank.url}/_sandbox/reports/faults`;
  await fetch(control, { method: "POST", body: JSON.stringify({ kind: "notReady", day: due }) });
  const work = startReconciliation(world.reconciliation, 50);
  const found = async () => {
    const { rows } = await sql<{ outcome: string | null; tries: number; status: string | null }>`
      select outcome, tries, (select status from rail_report r
        where r.rail = d.rail and r.day = d.day and r.party = d.party) as status
      from rail_report_day d where rail = 'card' and day in (${due}::date, ${due}::date - 1)
      order by day desc`.execute(world.db);
    return rows;
  };
  try {
    await until(async () => ((await found())[0]?.outcome === "notReady" ? true : undefined));
    await fetch(control, { method: "DELETE" });
    await sql`update rail_report_day set tried_at = now() - interval '1 day'`.execute(world.db);
    await until(async () => ((await found())[0]?.status === "read" ? true : undefined));
  } finally {
    await work.close();
  }
  const [came, later] = await found();
  assert.deepEqual(came, { outcome: null, tries: 2, status: "read" });
  assert.deepEqual(later, { outcome: null, tries: 0, status: null }, "its time has not come");
});

test("what does not come is shown, with since when and why, and operators see it", async () => {
  const { reconciliation } = world;
  const source = findSource(reconciliation, { rail: "card", party: "" });
  assert.ok(source);
  const missing = addDays(day, -1);
  await sql`insert into rail_report_day (rail, day, expected_at)
    values ('card', ${missing}::date, now() - interval '2 days')`.execute(world.db);
  await fetch(`${world.bank.url}/_sandbox/reports/faults`, {
    method: "POST",
    body: JSON.stringify({ kind: "notReady", day: missing }),
  });
  await fetchReport(reconciliation, source, missing);
  const browser = await signInAs(world, mona, "en");
  const grid = await browser.go(path);
  assert.ok(grid.text.includes("Not arrived") && grid.text.includes("Missing since"));
  const page = await browser.go(`${path}/days/card/${missing}`);
  assert.ok(page.text.includes("The rail has no file of this day yet."));
  const metrics = await (await fetch(`${world.url}/metrics/payments`)).text();
  assert.match(metrics, /pay_reconciliation_reports_missing\{rail="card",party="",[^}]*\} 1/);
  assert.match(metrics, /pay_reconciliation_breaks_open\{class="missingHere",age="day",[^}]*\} 12/);
  const forged = new URL(`/iso20022/statements/${collectingIban}/${day}`, bank.url);
  assert.equal((await fetch(forged)).status, 401, "nobody else is told our account");
});
