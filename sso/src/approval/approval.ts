import { randomToken } from "@gov/kit/crypto.ts";
import type { Text } from "@gov/kit/text.ts";
import { jwtVerify, importJWK, type JWK } from "jose";
import { randomInt } from "node:crypto";
import { z } from "zod";

/** How long an app has to answer, and how often the sign-in's page looks, in seconds. */
export const approvalSeconds = 120;
export const lookEverySeconds = 4;

export type ApprovalState = "pending" | "approved" | "refused" | "expired" | "spent";

/** What is asked of an app. */
export type Approval = Readonly<{
  id: string;
  challenge: string;
  /** Two digits each; the sign-in's page shows one of them. */
  numbers: readonly number[];
  number: number;
  service: Text;
  /** Where the sign-in's page stands, for people to compare. */
  domain: string;
  address: string | null;
  state: ApprovalState;
  askedAt: Date;
  expiresAt: Date;
}>;

const twoDigits = (): number => randomInt(10, 100);

/** A challenge, and three different numbers of which the page will show one. */
export const newQuestion = (): Pick<Approval, "challenge" | "numbers" | "number"> => {
  const numbers = new Set<number>();
  while (numbers.size < 3) numbers.add(twoDigits());
  const all = [...numbers];
  return { challenge: randomToken(), numbers: all, number: all[randomInt(3)] ?? 10 };
};

const decisionClaims = z.object({
  challenge: z.string().max(64),
  decision: z.enum(["approve", "refuse"]),
  number: z.number().int().min(10).max(99).optional(),
});

export type Decision = z.infer<typeof decisionClaims>;

/** The type of the signed decision; no other token of the app can pass for one. */
export const decisionType = "approval+jwt";

/** Reads a decision signed by an app (a JWS, ES256); undefined when the key did not sign it. */
export const readDecision = async (jws: string, publicJwk: JWK): Promise<Decision | undefined> => {
  try {
    const key = await importJWK({ ...publicJwk, alg: "ES256" }, "ES256");
    const { payload } = await jwtVerify(jws, key, { algorithms: ["ES256"], typ: decisionType });
    return decisionClaims.safeParse(payload).data;
  } catch {
    // Not a JWS, or signed by another key.
    return undefined;
  }
};

/** What a decision makes of a pending approval: a wrong number is somebody else's page. */
export const outcomeOf = (
  { challenge, number }: Pick<Approval, "challenge" | "number">,
  decision: Decision,
): "approved" | "refused" | "other-question" => {
  if (decision.challenge !== challenge) return "other-question";
  return decision.decision === "approve" && decision.number === number ? "approved" : "refused";
};
