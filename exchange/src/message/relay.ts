import { randomUUID } from "node:crypto";
import { sha256 } from "@gov/kit/crypto.ts";
import {
  contentDigest,
  importPublicKey,
  verifyRequest,
  type SignableRequest,
} from "@gov/kit/http-signature.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import {
  formatService,
  formatSubsystem,
  parseSubsystemId,
  parseTarget,
  type SubsystemId,
  type Target,
} from "#src/member/identifier.ts";
import {
  findService,
  findSubsystemKey,
  hasAccess,
  type ServiceRow,
} from "#src/member/member-queries.ts";
import type { Breaker } from "./breaker.ts";
import type { Failure } from "./failure.ts";
import { appendMessage, type MessageEntry } from "./message-queries.ts";
import { askProvider, passOn, providerUrl, type ProviderAnswer } from "./provider.ts";
import { personPattern, subjectOfAnswer, subjectOfRequest } from "./subject.ts";

export type RelayDeps = Readonly<{
  db: Kysely<Database>;
  breaker: Breaker;
  timeoutMs: number;
}>;

export type Relayed = Readonly<{
  answer: ProviderAnswer;
  client: string;
  service: string;
  queryId: string;
  requestId: string;
}>;

type Envelope = Readonly<{
  clientId: SubsystemId;
  client: string;
  queryId: string;
  userId: string | null;
  issue: string | null;
  purpose: string;
  claimedSubject: string | undefined;
}>;

/** X-Road-Id may be left out (the exchange then gives one); the rest is refused when malformed. */
const readEnvelope = (headers: Headers): Result<Envelope, Failure> => {
  const malformed = (header: string): Result<never, Failure> =>
    err({ kind: "malformedHeader", header });
  const clientId = parseSubsystemId(headers.get("x-road-client") ?? "");
  if (!clientId.ok) return malformed("X-Road-Client");
  const queryId = headers.get("x-road-id") ?? randomUUID();
  if (!/^[A-Za-z0-9-]{1,64}$/.test(queryId)) return malformed("X-Road-Id");
  const purpose = headers.get("uxp-purpose-ids") ?? "";
  if (!/^[a-z0-9-]{1,60}$/.test(purpose)) return malformed("Uxp-Purpose-Ids");
  const userId = headers.get("x-road-userid");
  if (userId !== null && !/^PS[A-Za-z0-9:._-]{1,80}$/.test(userId)) {
    return malformed("X-Road-UserId");
  }
  const issue = headers.get("x-road-issue");
  if (issue !== null && !/^[\x20-\x7e]{1,100}$/.test(issue)) return malformed("X-Road-Issue");
  const claimed = headers.get("uxp-subject-id") ?? undefined;
  if (claimed !== undefined && !personPattern.test(claimed)) return malformed("Uxp-Subject-Id");
  const client = formatSubsystem(clientId.value);
  return ok({
    clientId: clientId.value,
    client,
    queryId,
    userId,
    issue,
    purpose,
    claimedSubject: claimed,
  });
};

/** Whether the key that signed belongs to the client the request names. */
export const authenticate = async (
  db: Kysely<Database>,
  request: SignableRequest,
): Promise<Result<Envelope, Failure>> => {
  const envelope = readEnvelope(request.headers);
  if (!envelope.ok) return envelope;
  const signer = await verifyRequest(request, async (keyId) => {
    const id = parseSubsystemId(keyId);
    const jwk = id.ok ? await findSubsystemKey(db, id.value) : undefined;
    return jwk ? importPublicKey(jwk) : undefined;
  });
  if (!signer.ok) return err({ kind: "signature", reason: signer.error });
  return signer.value.keyId === envelope.value.client
    ? envelope
    : err({ kind: "signerIsNotClient" });
};

type Authorized = Readonly<{ envelope: Envelope; target: Target; name: string; row: ServiceRow }>;

const authorize = async (
  db: Kysely<Database>,
  request: SignableRequest,
): Promise<Result<Authorized, Failure>> => {
  const target = parseTarget(new URL(request.url).pathname);
  if (!target.ok) return err({ kind: "malformedTarget" });
  const envelope = await authenticate(db, request);
  if (!envelope.ok) return envelope;
  const name = formatService(target.value.service);
  const row = await findService(db, target.value.service);
  if (!row) return err({ kind: "unknownService", service: name });
  const { client, purpose } = envelope.value;
  return (await hasAccess(db, { client, service: name, purpose }))
    ? ok({ envelope: envelope.value, target: target.value, name, row })
    : err({ kind: "accessDenied", service: name });
};

/** Writes the answer to the log with the person it is about, then hands it back. */
const recordAnswer = async (
  deps: RelayDeps,
  entry: MessageEntry,
  answer: ProviderAnswer,
  subjectFrom: string,
): Promise<void> => {
  await appendMessage(deps.db, {
    ...entry,
    kind: "response",
    subject: subjectOfAnswer(subjectFrom, answer.body) ?? entry.subject,
    status: answer.status,
    contentDigest: contentDigest(answer.body),
  });
};

/**
 * Passes a member's signed request to the provider: who asks is proven, the right is checked,
 * the query is in the log before the provider sees it, and the answer is in the log before the
 * caller sees it.
 */
export const relay = async (
  deps: RelayDeps,
  request: SignableRequest,
): Promise<Result<Relayed, Failure>> => {
  const authorized = await authorize(deps.db, request);
  if (!authorized.ok) return authorized;
  const { envelope, target, name, row } = authorized.value;
  const url = new URL(request.url);
  const address = providerUrl(row.url, target.rest, url.search);
  if (!address) return err({ kind: "malformedTarget" });
  const subject = subjectOfRequest(row.subject_from, {
    rest: target.rest,
    query: url.searchParams,
    claimed: envelope.claimedSubject,
  });
  if (!subject.ok) return err({ kind: "subjectMismatch" });

  const requestId = randomUUID();
  const entry: MessageEntry = {
    kind: "request",
    client: envelope.client,
    queryId: envelope.queryId,
    requestId,
    service: name,
    userId: envelope.userId,
    issue: envelope.issue,
    purpose: envelope.purpose,
    subject: subject.value ?? null,
    pathHash: sha256(`${target.rest}${url.search}`),
    status: null,
    contentDigest: contentDigest(request.body),
    signature: request.headers.get("signature") ?? "",
  };
  if ((await appendMessage(deps.db, entry)) === "replayed") return err({ kind: "replayed" });

  const down = deps.breaker.downSince(name);
  if (down) return err({ kind: "unavailable", service: name, since: down });
  const headers = passOn(request.headers);
  headers.set("x-road-request-id", requestId);
  headers.set("x-road-id", envelope.queryId);
  const { method, body } = request;
  const answer = await askProvider(address, { method, headers, body }, deps.timeoutMs);
  if (!answer.ok) {
    return err({ kind: "unavailable", service: name, since: deps.breaker.failed(name) });
  }
  deps.breaker.succeeded(name);
  await recordAnswer(deps, entry, answer.value, row.subject_from);
  return ok({
    answer: answer.value,
    client: envelope.client,
    service: name,
    queryId: envelope.queryId,
    requestId,
  });
};
