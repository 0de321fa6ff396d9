import type { Hono } from "hono";
import { z } from "zod";
import type { Currency } from "@gov/kit/money.ts";
import type { PartyEnv } from "../party.ts";
import type { Movement } from "./day-report.ts";

/**
 * How a day's file can be wrong, until the faults are cleared: then it is the corrected one.
 * `missing`, `twice`: a line. `otherAmount`, `fee`: by `byMinor`. `heldOver`, `early`: told in the
 * next day's file, or in the one before. `invented`: a line of nothing that moved. `settleShort`: the
 * total is `byMinor` less than the lines. `cut`: the file breaks off. `notReady`: there is none.
 */
export const reportFaultKinds = [
  "missing",
  "twice",
  "otherAmount",
  "otherCurrency",
  "heldOver",
  "early",
  "fee",
  "invented",
  "settleShort",
  "cut",
  "notReady",
] as const;

const faultSchema = z.strictObject({
  kind: z.enum(reportFaultKinds),
  /** Which movement, by its reference or by `order#reference`; of a whole file: the day. */
  match: z.string().max(160).default(""),
  day: z.string().max(10).default(""),
  byMinor: z
    .string()
    .regex(/^-?\d{1,12}$/)
    .default("100"),
  currency: z.enum(["ILS", "USD", "JOD"]).default("ILS"),
});
type ReportFault = z.infer<typeof faultSchema>;

export type ReportBook = {
  endsMinutes: number;
  faults: ReportFault[];
  faultsOf(movement: Movement): ReportFault[];
  inventedFor(day: string): Movement[];
  shortFor(day: string, currency: Currency): bigint;
  has(kind: ReportFault["kind"], day: string): boolean;
};

const maxFaults = 1_000;

/** What movement kind an invented line has: the party's word for money taken. */
export function openReportBook(takenKind: string): ReportBook {
  const book: ReportBook = {
    endsMinutes: 0,
    faults: [],
    faultsOf: ({ order, reference }) =>
      book.faults.filter(
        ({ match }) => match !== "" && [reference, `${order}#${reference}`].includes(match),
      ),
    inventedFor: (day) =>
      book.faults
        .filter((fault) => fault.kind === "invented" && fault.day === day)
        .map((fault) => ({
          at: `${day}T12:00:00Z`,
          order: fault.match,
          reference: fault.match,
          kind: takenKind,
          returned: false,
          amountMinor: BigInt(fault.byMinor),
          currency: fault.currency,
          feeMinor: 0n,
        })),
    shortFor: (day, currency) =>
      book.faults
        .filter((one) => one.kind === "settleShort" && one.day === day && one.currency === currency)
        .reduce((sum, { byMinor }) => sum + BigInt(byMinor), 0n),
    has: (kind, day) => book.faults.some((one) => one.kind === kind && one.day === day),
  };
  return book;
}

/** `POST|GET|DELETE /_sandbox/reports/faults`, and when the party's day ends. */
export function mountReportControl(app: Hono<PartyEnv>, book: ReportBook): void {
  app.get("/_sandbox/reports/faults", (c) => c.json({ faults: book.faults }));
  app.delete("/_sandbox/reports/faults", (c) => {
    book.faults = [];
    return c.body(null, 204);
  });
  app.post("/_sandbox/reports/faults", async (c) => {
    const parsed = faultSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) {
      return c.json({ title: "Not a fault.", detail: z.prettifyError(parsed.error) }, 400);
    }
    book.faults = [...book.faults, parsed.data].slice(-maxFaults);
    return c.json(parsed.data, 201);
  });
  app.put("/_sandbox/reports/day", async (c) => {
    const schema = z.strictObject({ endsMinutes: z.number().int().min(0).max(1_439) });
    const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ title: "Name the minute at which days end." }, 400);
    book.endsMinutes = parsed.data.endsMinutes;
    return c.body(null, 204);
  });
}
