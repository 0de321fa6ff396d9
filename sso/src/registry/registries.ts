import { createExchangeClient, type ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { err } from "@gov/kit/result.ts";
import type { SsoConfig } from "#src/config.ts";

const timeoutMs = 5_000;

/**
 * The way to the registries of other institutions, through the exchange. Without an exchange in
 * the configuration every registry counts as down, since this process began.
 */
export const openRegistries = (config: SsoConfig): ExchangeClient => {
  const { EXCHANGE_URL: url, EXCHANGE_CLIENT: client, EXCHANGE_PRIVATE_KEY: privateKey } = config;
  if (url && privateKey) return createExchangeClient({ url, client, privateKey, timeoutMs });
  const since = new Date();
  const unreachable = () => Promise.resolve(err({ kind: "down", since } as const));
  return { ask: unreachable, get: unreachable };
};
