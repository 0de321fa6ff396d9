import { setTimeout as pause } from "node:timers/promises";
import { createTokenSource } from "@gov/kit/client-credentials.ts";
import type { TokenSource } from "@gov/kit/client-credentials.ts";
import type { Nation } from "./nation.ts";

/** A call of the seeds that did not succeed: which one, and what was answered. */
export class SeedFailure extends Error {}

/** Puts one thing into one component's API; throws SeedFailure when it will not have it. */
export type Put = (path: string, body: object) => Promise<void>;

const attempts = 6;
const timeoutMs = 15_000;
const answerShown = 600;

/** The API of one component, as the client `nation-seed` with these scopes. */
export function openApi(nation: Nation, component: "sso" | "pay" | "exchange", scope: string): Put {
  const tokens = createTokenSource({
    issuer: nation.addresses.sso,
    clientId: "nation-seed",
    clientSecret: nation.secrets.clientSecrets["nation-seed"],
    resource: `urn:gov:${component}`,
    scope,
  });
  const base = nation.addresses[component];
  return async (path, body) => {
    const idempotencyKey = crypto.randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      const response = await putOnce(`${base}${path}`, { body, tokens, idempotencyKey });
      if (response.ok) return;
      const busy = response.status === 503 || response.status === 429;
      if (!busy || attempt === attempts) throw await failureOf(component, path, response);
      await pause(attempt * 250);
    }
  };
}

async function putOnce(
  url: string,
  input: { body: object; tokens: TokenSource; idempotencyKey: string },
): Promise<Response> {
  try {
    return await fetch(url, {
      method: "PUT",
      headers: {
        ...(await input.tokens.authorize("PUT", url)),
        "content-type": "application/json",
        "idempotency-key": input.idempotencyKey,
      },
      body: JSON.stringify(input.body),
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "no answer";
    throw new SeedFailure(`Seeding stopped at PUT ${url}: ${reason}`, { cause: error });
  }
}

async function failureOf(component: string, path: string, response: Response) {
  const answer = (await response.text()).slice(0, answerShown);
  return new SeedFailure(
    `Seeding stopped: ${component} answered ${response.status} to PUT ${path}: ${answer}`,
  );
}
