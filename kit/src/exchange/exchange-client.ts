import { randomUUID } from "node:crypto";
import { z } from "zod";
import { importPrivateKey, signRequest } from "../http-signature.ts";
import { err, ok, type Result } from "../result.ts";
import { createOutages } from "./outages.ts";

/** Why the exchange gave no data. `since` says since when the register has not answered. */
export type ExchangeFailure =
  | Readonly<{ kind: "down"; since: Date }>
  | Readonly<{ kind: "notFound" }>
  | Readonly<{ kind: "refused"; status: number }>;

export type RegistryQuestion = Readonly<{
  /** The provider's codes, and path and query as they stand in an address (encoded). */
  request: Readonly<{
    member: string;
    subsystem: string;
    service: string;
    path: string;
    query: string;
    purpose: string;
  }>;
  /** Whom the data is about. */
  subjectNationalId: string;
  /** The person who asks, or the officer's user name. */
  asker: Readonly<{ nationalId: string }> | Readonly<{ officer: string }>;
  /** The case or draft it is for. */
  issue?: string;
}>;

export type Answered = Readonly<{ json: unknown; at: Date }>;

export type ExchangeClient = Readonly<{
  ask: (question: RegistryQuestion) => Promise<Result<Answered, ExchangeFailure>>;
  /** A signed request to the exchange's own services, such as the data tracker. */
  get: (
    path: string,
    headers?: Record<string, string>,
  ) => Promise<Result<Answered, ExchangeFailure>>;
}>;

const maxAnswerBytes = 512 * 1024;
const countryPrefix = "PS";

const failureSchema = z.looseObject({ downSince: z.iso.datetime({ offset: true }).optional() });

const downSinceIn = (text: string): Date | undefined => {
  try {
    const parsed = failureSchema.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.downSince ? new Date(parsed.data.downSince) : undefined;
  } catch {
    return undefined;
  }
};

/** Reads an answer up to the limit; a longer one counts as no answer. */
const readBounded = async (response: Response): Promise<string> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxAnswerBytes) throw new Error("the answer is larger than allowed");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
};

const askerId = (asker: RegistryQuestion["asker"]): string =>
  "nationalId" in asker ? `${countryPrefix}${asker.nationalId}` : `PS-STAFF:${asker.officer}`;

const targetOf = (instance: string, { request }: RegistryQuestion): string => {
  const parts = [instance, "GOV", request.member, request.subsystem, request.service];
  return `/r1/${parts.map(encodeURIComponent).join("/")}${request.path}${request.query}`;
};

/**
 * Asks other institutions through the exchange (X-Road message protocol for REST), each request
 * signed with our key. One try of at most `timeoutMs`; a register that does not answer is `down`,
 * with the time since when.
 */
export const createExchangeClient = (options: {
  url: string;
  client: string;
  privateKey: object;
  timeoutMs?: number;
}): ExchangeClient => {
  const key = { keyId: options.client, privateKey: importPrivateKey(options.privateKey) };
  const instance = options.client.split("/")[0] ?? "";
  const outages = createOutages();

  const send = async (
    path: string,
    extra: Record<string, string>,
    register: string,
  ): Promise<Result<Answered, ExchangeFailure>> => {
    const url = `${options.url}${path}`;
    const headers = new Headers({
      accept: "application/json",
      "x-road-client": options.client,
      "x-road-id": randomUUID(),
      ...extra,
    });
    signRequest({ method: "GET", url, headers, body: new Uint8Array() }, key);
    try {
      const response = await fetch(url, {
        headers,
        redirect: "error",
        signal: AbortSignal.timeout(options.timeoutMs ?? 6_000),
      });
      const text = await readBounded(response);
      if (response.status >= 500 || response.status === 429) {
        return err({ kind: "down", since: outages.note(register, downSinceIn(text)) });
      }
      outages.clear(register);
      if (response.status === 404) return err({ kind: "notFound" });
      if (!response.ok) return err({ kind: "refused", status: response.status });
      return ok({ json: JSON.parse(text) as unknown, at: new Date() });
    } catch {
      return err({ kind: "down", since: outages.note(register) });
    }
  };

  const ask: ExchangeClient["ask"] = (question) =>
    send(
      targetOf(instance, question),
      {
        "x-road-userid": askerId(question.asker),
        "uxp-purpose-ids": question.request.purpose,
        "uxp-subject-id": `${countryPrefix}${question.subjectNationalId}`,
        ...(question.issue ? { "x-road-issue": question.issue } : {}),
      },
      `${question.request.member}/${question.request.subsystem}`,
    );

  return { ask, get: (path, headers = {}) => send(path, headers, "exchange") };
};
