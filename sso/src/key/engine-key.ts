import type { JWK } from "jose";
import { createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { ExternalSigningKey } from "oidc-provider";

/**
 * A key the engine signs with through us: parsed once instead of at every token, and the place
 * where a hardware security module signs instead. A class, because the engine asks for one.
 */
class EngineKey extends ExternalSigningKey {
  readonly #kid: string;
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  constructor(kid: string, jwk: JWK) {
    super();
    this.#kid = kid;
    this.#private = createPrivateKey({ key: jwk, format: "jwk" });
    this.#public = createPublicKey(this.#private);
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

  override sign(data: Uint8Array): Uint8Array {
    return sign("sha256", data, { key: this.#private, dsaEncoding: "ieee-p1363" });
  }
}

export const engineKey = (kid: string, jwk: JWK): ExternalSigningKey => new EngineKey(kid, jwk);
