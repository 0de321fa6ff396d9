import type { JWK } from "jose";
import { createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { ExternalSigningKey } from "oidc-provider";
import type { KeyToken } from "./key-token.ts";
import { rawSignature } from "./raw-signature.ts";
import type { SigningKey } from "./signing-key.ts";

/** The hardware token does not sign now: nobody's bug, it passes. */
export class TokenAway extends Error {}

type Sign = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/**
 * A key the engine signs with through us: parsed once instead of at every token, and in whichever
 * place it is kept. A class, because the engine asks for one.
 */
class EngineKey extends ExternalSigningKey {
  readonly #kid: string;
  readonly #public: KeyObject;
  readonly #sign: Sign;

  constructor(kid: string, publicKey: KeyObject, signData: Sign) {
    super();
    this.#kid = kid;
    this.#public = publicKey;
    this.#sign = signData;
  }

  override get kid(): string {
    return this.#kid;
  }

  override get alg(): string {
    return "ES256";
  }

  override keyObject(): KeyObject {
    return this.#public;
  }

  // The engine awaits what it gets.
  override sign(data: Uint8Array): Promise<Uint8Array> | Uint8Array {
    return this.#sign(data);
  }
}

const inProcess = (kid: string, jwk: JWK): ExternalSigningKey => {
  const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
  return new EngineKey(kid, createPublicKey(privateKey), (data) =>
    rawSignature(sign("sha256", data, privateKey)),
  );
};

const inToken = (kid: string, jwk: JWK, token: KeyToken | undefined): ExternalSigningKey =>
  new EngineKey(kid, createPublicKey({ key: jwk, format: "jwk" }), async (data) => {
    const signed = await token?.sign(kid, data);
    if (!signed?.ok) throw new TokenAway(`key ${kid} cannot sign: ${signed?.error ?? "no token"}`);
    return signed.value;
  });

export const engineKey = (
  { kid, jwk, place }: SigningKey,
  token: KeyToken | undefined,
): ExternalSigningKey => (place === "token" ? inToken(kid, jwk, token) : inProcess(kid, jwk));
