import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { createProof, importProofKey } from "@gov/kit/dpop.ts";
import { apiScopes } from "#src/api-scopes.ts";
import type { TokenIssuer } from "../token-issuer.ts";
import type { Operation } from "./contract-document.ts";

/** Who sends a request, and whether it may be carried out. */
export const actorNames = [
  "owner",
  "bound",
  "stranger",
  "wrongScope",
  "nobody",
  "forged",
  "otherAudience",
  "unproven",
  "usedProof",
] as const;
export type ActorName = (typeof actorNames)[number];
export const isLet: Record<ActorName, boolean> = {
  owner: true,
  bound: true,
  stranger: true,
  wrongScope: false,
  nobody: false,
  forged: false,
  otherAudience: false,
  unproven: false,
  usedProof: false,
};

type Credentials = Readonly<Record<string, string>>;
export type Actors = Readonly<{
  /** Headers of one request. */
  sign: (name: ActorName, operation: Operation, url: string) => Promise<Credentials>;
  /** Once it was answered: only then is a proof used for certain. */
  noteAnswered: (operation: Operation, credentials: Credentials) => void;
}>;

/** The client whose things an operation is about. */
const ownerOf = ({ scope }: Operation): string =>
  scope === "agent:collect" ? "cash-company" : "portal";

/** Headers of each actor; tokens are had once and carry the contract's scope and no other. */
export const createActors = async (issuer: TokenIssuer): Promise<Actors> => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = await importProofKey(await exportJWK(privateKey));
  const cnf = { jkt: await calculateJwkThumbprint(key.publicJwk) };
  const tokens = new Map<string, Promise<string>>();
  const tokenFor = (claims: Parameters<TokenIssuer["token"]>[0]): Promise<string> => {
    const name = JSON.stringify(claims);
    const token = tokens.get(name) ?? issuer.token(claims);
    tokens.set(name, token);
    return token;
  };
  const bearer = (token: string): Credentials => ({ authorization: `Bearer ${token}` });
  const proofs = new Map<string, string>();
  const sign: Actors["sign"] = async (name, operation, url) => {
    const { scope, method } = operation;
    const clientId = ownerOf(operation);
    const own = { clientId, scope };
    const others = Object.keys(apiScopes).filter((one) => one !== scope);
    switch (name) {
      case "owner":
        return bearer(await tokenFor(own));
      case "stranger":
        return bearer(await tokenFor({ clientId: "stranger", scope }));
      case "wrongScope":
        return bearer(await tokenFor({ clientId, scope: others.join(" ") }));
      case "nobody":
        return {};
      case "forged":
        return bearer(`${(await tokenFor(own)).slice(0, -20)}AAAAAAAAAAAAAAAAAAAA`);
      case "otherAudience":
        return bearer(await tokenFor({ ...own, audience: "urn:gov:portal" }));
      case "unproven":
        return bearer(await tokenFor({ ...own, cnf }));
      case "bound":
      case "usedProof": {
        const token = await tokenFor({ ...own, cnf });
        const fresh = await createProof(key, { method, url }, token);
        const dpop = name === "bound" ? fresh : (proofs.get(operation.id) ?? "none.yet.seen");
        return { authorization: `DPoP ${token}`, dpop };
      }
    }
  };
  const noteAnswered: Actors["noteAnswered"] = ({ id }, { dpop }) => {
    if (dpop !== undefined) proofs.set(id, dpop);
  };
  return { sign, noteAnswered };
};
