import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { InsideAddress, isOutsideAddress, lookupOutside } from "./outside-address.ts";

export type PostOutcome = Readonly<{
  status: number | undefined;
  /** Why it did not arrive, undefined where it was answered. */
  error: "noAnswer" | "noConnection" | "insideAddress" | undefined;
  /** The beginning of the answer's body. */
  answer: string;
}>;

const readStart = async (response: IncomingMessage, maxBytes: number): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes).toString("utf8");
};

/**
 * Posts to an address that somebody else gave us. Redirects are not followed; without `inside`
 * only public addresses are connected to. Never throws.
 */
export const postOutside = async (input: {
  url: URL;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  maxAnswerBytes: number;
  inside: boolean;
}): Promise<PostOutcome> => {
  const { url, inside } = input;
  const failed = (error: PostOutcome["error"]): PostOutcome => ({
    status: undefined,
    error,
    answer: "",
  });
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  // A socket asks no lookup about an address literal.
  if (!inside && isIP(literal) !== 0 && !isOutsideAddress(literal)) return failed("insideAddress");
  const signal = AbortSignal.timeout(input.timeoutMs);
  const options: RequestOptions = {
    method: "POST",
    headers: { ...input.headers, "content-length": Buffer.byteLength(input.body) },
    signal,
    agent: false,
    ...(inside ? {} : { lookup: lookupOutside }),
  };
  try {
    const response = await new Promise<IncomingMessage>((answered, reject) => {
      const send = url.protocol === "https:" ? requestHttps : requestHttp;
      send(url, options, answered).on("error", reject).end(input.body);
    });
    const answer = await readStart(response, input.maxAnswerBytes).catch(() => "");
    return { status: response.statusCode, error: undefined, answer };
  } catch (error) {
    if (error instanceof InsideAddress) return failed("insideAddress");
    return failed(signal.aborted ? "noAnswer" : "noConnection");
  }
};
