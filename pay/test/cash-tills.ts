import { startCashSandbox } from "../../dev/sandbox/cash/cash.ts";
import type { CashWorld } from "./cash-world.ts";
import { until, type Json } from "./pay-world.ts";

export type CashTills = Readonly<{
  url: string;
  fault: (kind: string, more?: object) => Promise<void>;
  /** Asks, takes the cash, confirms: gives the sales that were made of it. */
  collect: (bill: Json, agent?: string) => Promise<Json[]>;
  post: (path: string, body?: object) => Promise<Json>;
  /** The company's one sale of this bill, when it is in this state. */
  becomes: (bill: Json, state: string) => Promise<Json>;
  drawer: (agent: string) => Promise<string>;
  close: () => Promise<void>;
}>;

/** The payment company's sandbox in this process, and what a test asks of it. */
export const startTills = async (world: CashWorld, stateFile?: string): Promise<CashTills> => {
  const party = await startCashSandbox({
    port: 0,
    payUrl: world.url,
    issuer: world.issuer.url,
    clientId: "cash-company",
    clientSecret: "the company's secret",
    agents: ["A1", "A2"],
    settings: { retryDelayMs: 20 },
    ...(stateFile === undefined ? {} : { stateFile }),
  });
  const get = async (path: string): Promise<Json> =>
    await (await fetch(`${party.url}/_sandbox${path}`)).json();
  const post: CashTills["post"] = async (path, body) => {
    const sent = body ? { body: JSON.stringify(body) } : {};
    return await (await fetch(`${party.url}/_sandbox${path}`, { method: "POST", ...sent })).json();
  };
  return {
    url: party.url,
    post,
    fault: async (kind, more = {}) => void (await post("/faults", { kind, ...more })),
    collect: async ({ billingNumber }, agent = "A1") =>
      (await post("/collect", { agent, billingNumber })).collections,
    becomes: async ({ billingNumber }, state) =>
      await until(async () => {
        const { collections } = await get(`/collections?billingNumber=${billingNumber}`);
        return collections.find((sale: Json) => sale.state === state);
      }),
    drawer: async (agent) => {
      const { drawers } = await get("/drawers");
      return drawers.find((one: Json) => one.agent === agent)?.cashMinor ?? "0";
    },
    close: party.close,
  };
};
