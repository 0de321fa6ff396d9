import type { AppContext } from "@gov/kit/http.ts";
import { z } from "zod";
import type { Typed } from "./typed.ts";

/** What a form of the editors sent: which button, which revision was seen, and the rest. */
export type Sent = Readonly<{ act: string; revision: number; typed: Typed }>;

/** Controls of the largest form, a draft's every text in both languages. */
const mostControls = 6000;

const fields = z.record(
  z.string().max(200),
  z
    .union([z.string(), z.array(z.string()).max(200)])
    .transform((value) => [value].flat().map((one) => one.replaceAll("\r\n", "\n").slice(0, 8000))),
);
const revision = z.coerce.number().int().min(0).max(1_000_000_000).catch(0);

/** Reads a form; what is not text, or more than a form of ours holds, counts as not sent. */
export const readForm = async (c: AppContext): Promise<Sent> => {
  const body = await c.req.parseBody({ all: true });
  const entries = Object.entries(body).slice(0, mostControls);
  const parsed = fields.safeParse(Object.fromEntries(entries.filter(([name]) => name !== "_csrf")));
  const typed = parsed.success ? parsed.data : {};
  return {
    act: typed["act"]?.at(-1) ?? "save",
    revision: revision.parse(typed["revision"]?.[0]),
    typed,
  };
};
