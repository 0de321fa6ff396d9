import { z } from "zod";
import type { Currency } from "@gov/kit/money.ts";
import { publicUrl } from "./gateway.ts";
import { billers, currencies, type BillerCode } from "./parties.ts";
import { below, chance, pick } from "./random.ts";
import { Crashed, type SimBill, type World } from "./world.ts";

const attempts = 200;
/** Who hears that it is in flight waits for a while. */
const waitingWeight = 0.03;

/**
 * Calls the API with one key, again and again, as a careful client does: through crashes, silence
 * and "in flight". Undefined where it gives up.
 */
export const insist = async (
  world: World,
  path: string,
  body: unknown,
  { key, as = "portal" }: Readonly<{ key: string; as?: string }>,
): Promise<{ status: number; json: unknown } | undefined> => {
  let weight = 1;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await world.step(`client ${path.split("/", 3).join("/")}`, weight);
    try {
      const answer = await world.call(async ({ app }) => {
        const response = await app.fetch(
          new Request(publicUrl + path, {
            method: "POST",
            headers: {
              "content-type": "application/json",
              "idempotency-key": key,
              authorization: as,
            },
            body: JSON.stringify(body),
          }),
        );
        return { status: response.status, json: await response.json() };
      });
      const type = z.object({ type: z.string().optional() }).parse(answer.json).type ?? "";
      if (answer.status === 500) throw new Error(`500 at ${path}`);
      if (answer.status < 500 && !type.endsWith("in-flight")) return answer;
      weight = waitingWeight;
    } catch (error) {
      if (!(error instanceof Crashed)) throw error;
    }
  }
  return undefined;
};

const billSchema = z.object({ id: z.string(), billingNumber: z.string() });
const billerCodes = Object.keys(billers) as BillerCode[];

/** A biller's system makes a bill; one key, one bill, whatever dies meanwhile. */
export const makeBill = async (
  world: World,
  name: string,
  currency: Currency = pick(world.random, currencies),
  spreadMinor = 90_000,
): Promise<SimBill | undefined> => {
  const { random } = world;
  const amountMinor = BigInt(1_000 + below(random, spreadMinor));
  const billerCode = pick(random, billerCodes);
  const inParts = chance(random, 0.15);
  const third = amountMinor / 3n;
  const made = await insist(
    world,
    "/v1/bills",
    {
      billerCode,
      reference: name,
      description: { ar: "تجديد رخصة", en: "Renewal" },
      amount: { amountMinor: String(amountMinor), currency },
      ...(inParts ? { parts: { lowerMinor: String(third), upperMinor: String(amountMinor) } } : {}),
      ...(chance(random, 0.2)
        ? {
            splits: [
              { billerCode, amountMinor: String(amountMinor - third) },
              { billerCode: otherThan(billerCode), amountMinor: String(third) },
            ],
          }
        : {}),
    },
    { key: `bill-${name}` },
  );
  const bill = made?.status === 201 ? billSchema.parse(made.json) : undefined;
  if (!bill) return undefined;
  const { id, billingNumber: number } = bill;
  const partLowerMinor = inParts ? third : undefined;
  return { id, number, institutionId: billers[billerCode], amountMinor, currency, partLowerMinor };
};

const otherThan = (code: BillerCode): BillerCode =>
  code === "transport" ? "municipality" : "transport";

const chargeSchema = z.object({ id: z.string(), redirectUrl: z.string().optional() });

/** An attempt over the API: the charge's id where the rail has a page for the payer. */
export const startOverApi = async (
  world: World,
  bill: SimBill,
  rail: "card" | "instant",
  key: string,
): Promise<string | undefined> => {
  const started = await insist(world, `/v1/bills/${bill.id}/charges`, { rail }, { key });
  if (started?.status !== 201) return undefined;
  const charge = chargeSchema.parse(started.json);
  return charge.redirectUrl ? charge.id : undefined;
};

export const cancelBill = async (world: World, bill: SimBill, key: string): Promise<void> => {
  await insist(world, `/v1/bills/${bill.id}/cancel`, {}, { key });
};
