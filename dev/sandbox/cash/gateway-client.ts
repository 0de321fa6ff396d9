import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createTokenSource } from "@gov/kit/client-credentials.ts";
import { problemSchema, type GatewayProblem } from "./gateway-schema.ts";
import type { Settings } from "./settings.ts";

export type Answer =
  | { kind: "done"; body: unknown }
  | { kind: "refused"; problem: GatewayProblem }
  | { kind: "noAnswer" };

export type Asked = {
  method: "GET" | "POST";
  path: string;
  body?: object;
  /** The same key with every retry of one request. */
  key?: string;
  /** The first answer is dropped on the way, or read and forgotten. */
  fault?: "dropMidAnswer" | "loseAnswer" | undefined;
};

export type GatewayClient = { call(asked: Asked): Promise<Answer> };

const maxAnswerBytes = 256 * 1024;
type Raw = { status: number; body: string } | undefined;

/** Calls the gateway's API as the company does: with its token, again and again until answered. */
export function createGatewayClient(options: {
  payUrl: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  settings: () => Settings;
}): GatewayClient {
  const tokens = createTokenSource({
    issuer: options.issuer,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    resource: "urn:gov:pay",
    scope: "agent:collect",
  });

  const once = async (asked: Asked, key: string | undefined, drop: boolean): Promise<Raw> => {
    const url = options.payUrl + asked.path;
    const authorization = await tokens.authorize(asked.method, url).catch(() => undefined);
    if (authorization === undefined) return undefined;
    const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
    return await send(new URL(url), {
      method: asked.method,
      headers: {
        ...authorization,
        "accept-language": "ar",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
      },
      body,
      drop,
      timeoutMs: options.settings().answerTimeoutMs,
    });
  };

  return {
    async call(asked) {
      const { attempts, retryDelayMs } = options.settings();
      let { key } = asked;
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const first = attempt === 1;
        const raw = await once(asked, key, first && asked.fault === "dropMidAnswer");
        const lost = first && asked.fault === "loseAnswer";
        if (lost && key !== undefined) key = `${key}-again`;
        const answer = raw === undefined || lost ? undefined : read(raw);
        if (answer) return answer;
        if (raw?.status === 401) tokens.forget();
        await pause(retryDelayMs);
      }
      return { kind: "noAnswer" };
    },
  };
}

/** What was answered; undefined where it has to be asked again. */
function read({ status, body }: NonNullable<Raw>): Answer | undefined {
  if (status >= 500 || status === 401 || status === 429) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (status < 300) return { kind: "done", body: json };
  const problem = problemSchema.safeParse(json);
  if (!problem.success) return undefined;
  // Another request of ours under this key is still being carried out.
  if (problem.data.type.endsWith(":idempotency-key-in-flight")) return undefined;
  return { kind: "refused", problem: problem.data };
}

function send(
  url: URL,
  input: {
    method: string;
    headers: Record<string, string>;
    body: string | undefined;
    drop: boolean;
    timeoutMs: number;
  },
): Promise<Raw> {
  return new Promise((resolve) => {
    const { method, headers, body, drop, timeoutMs } = input;
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(url, { method, headers: { ...headers, ...length } });
    const giveUp = () => {
      outgoing.destroy();
      resolve(undefined);
    };
    outgoing.setTimeout(timeoutMs, giveUp);
    outgoing.on("error", () => resolve(undefined));
    outgoing.on("response", (incoming) => {
      if (drop) return giveUp();
      const parts: Buffer[] = [];
      let size = 0;
      incoming.on("data", (part: Buffer) => {
        size += part.length;
        if (size > maxAnswerBytes) return giveUp();
        parts.push(part);
      });
      incoming.on("error", () => resolve(undefined));
      incoming.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, body: text });
      });
    });
    outgoing.end(body);
  });
}
