import { err, ok, type Result } from "@gov/kit/result.ts";
import { z } from "zod";
import type { ExchangeClient, ExchangeFailure } from "@gov/kit/exchange/exchange-client.ts";

const text = z.object({ ar: z.string(), en: z.string() });

const rowSchema = z.object({
  at: z.coerce.date(),
  institution: text,
  system: z.string(),
  officer: z.string().nullish(),
  purpose: text,
  caseReference: z.string().nullish(),
  service: z.string(),
  fields: z.array(z.string()).max(200).default([]),
});

const usageSchema = z.union([
  z.array(rowSchema).max(200),
  z.object({ rows: z.array(rowSchema).max(200) }).transform(({ rows }) => rows),
  z.object({ usages: z.array(rowSchema).max(200) }).transform(({ usages }) => usages),
]);

export type DataUsage = z.infer<typeof rowSchema>;

/** Which institutions asked the registers about this person, the latest first. */
export const findUsage = async (
  exchange: ExchangeClient,
  nationalId: string,
  page: Readonly<{ offset: number; limit: number }>,
): Promise<Result<DataUsage[], ExchangeFailure>> => {
  const query = new URLSearchParams({
    userCode: `PS${nationalId}`,
    offset: String(page.offset),
    limit: String(page.limit),
  });
  const answer = await exchange.get(`/tracker/findUsage?${query.toString()}`, {
    "x-road-userid": `PS${nationalId}`,
    "uxp-subject-id": `PS${nationalId}`,
  });
  if (!answer.ok) return answer;
  const usage = usageSchema.safeParse(answer.value.json);
  return usage.success ? ok(usage.data) : err({ kind: "refused", status: 200 });
};
