import { z } from "zod";
import type { Log } from "@gov/kit/log.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { gatewayErrorSchema } from "./gateway-schema.ts";

type GatewayFailure = "noAnswer" | "refused" | "unknownOrder";
export type GatewayClient = Readonly<{
  call: <S extends z.ZodType>(
    method: "GET" | "POST" | "PUT",
    path: string,
    schema: S,
    body?: unknown,
  ) => Promise<Result<z.infer<S>, GatewayFailure>>;
}>;

const maxAnswerBytes = 512 * 1024;

/** The body as text, or undefined where it is larger than any real answer. */
const readBounded = async (response: Response): Promise<string | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxAnswerBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
};

/**
 * One merchant's REST calls. A refusal is only what the gateway says in its own words; whatever
 * else happens (no connection, no time, a 5xx, half an answer, a body we cannot read) is no
 * answer: the request may have been carried out and has to be asked about.
 */
export const createGatewayClient = (options: {
  url: string;
  merchantId: string;
  password: string;
  timeoutMs: number;
  log: Log;
}): GatewayClient => {
  const base = `${options.url}/api/rest/version/100/merchant/${options.merchantId}`;
  const credentials = `merchant.${options.merchantId}:${options.password}`;
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;

  const fetchText = async (method: string, path: string, body: unknown) => {
    const response = await fetch(base + path, {
      method,
      headers: { authorization, accept: "application/json", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    return { status: response.status, text: await readBounded(response) };
  };

  const call: GatewayClient["call"] = async (method, path, schema, body) => {
    let answer: unknown;
    try {
      const { status, text } = await fetchText(method, path, body);
      if (status >= 500 || text === undefined) return err("noAnswer");
      answer = JSON.parse(text);
    } catch {
      return err("noAnswer");
    }
    const parsed = schema.safeParse(answer);
    if (parsed.success) return ok(parsed.data);
    const refusal = gatewayErrorSchema.safeParse(answer);
    if (!refusal.success) {
      const fields = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join("."));
      options.log.error({ method, fields }, "the card gateway's answer cannot be read");
      return err("noAnswer");
    }
    const { cause, explanation, field } = refusal.data.error;
    if (cause === "SERVER_BUSY" || cause === "SERVER_FAILED") return err("noAnswer");
    if (method === "GET" && /unable to find|not found/i.test(explanation ?? "")) {
      return err("unknownOrder");
    }
    options.log.warn({ method, cause, field }, "the card gateway refused a request");
    return err("refused");
  };
  return { call };
};
