import { encode } from "cborg";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { insertPasskey } from "#src/passkey/passkey-queries.ts";
import type { Page } from "./form-browser.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();

/** Flags of authenticator data: the person is there, and was verified. */
const present = 0x01;
const verified = 0x04;

const cosePublicKey = (jwk: { x?: string; y?: string }): Buffer =>
  Buffer.from(
    encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(jwk.x ?? "", "base64url"))],
        [-3, new Uint8Array(Buffer.from(jwk.y ?? "", "base64url"))],
      ]),
    ),
  );

const optionsIn = (page: Page): { challenge: string; rpId: string } => {
  const raw = /data-options="([^"]*)"/.exec(page.html)?.[1] ?? "{}";
  return JSON.parse(raw.replaceAll("&quot;", '"')) as { challenge: string; rpId: string };
};

/** A passkey in software, registered for a person, that answers what a page asks. */
export const createSoftPasskey = async (sso: SsoUnderTest, personId: string, synced = false) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(32);
  await insertPasskey(sso.db, personId, "soft", {
    credentialId,
    publicKey: cosePublicKey(publicKey.export({ format: "jwk" })),
    transports: ["internal"],
    synced,
    counter: 0,
  });
  let counter = 0;

  /** The value of the form's field `answer`; `change` plays a device that is not right. */
  const answer = (
    page: Page,
    change: Readonly<{ origin?: string; flags?: number; rpId?: string; counter?: number }> = {},
  ): string => {
    const { challenge, rpId } = optionsIn(page);
    const clientData = JSON.stringify({
      type: "webauthn.get",
      challenge,
      origin: change.origin ?? sso.issuer,
      crossOrigin: false,
    });
    counter = change.counter ?? counter + 1;
    const tail = Buffer.alloc(5);
    tail.writeUInt8(change.flags ?? present | verified, 0);
    tail.writeUInt32BE(counter, 1);
    const data = Buffer.concat([sha256(change.rpId ?? rpId), tail]);
    const signature = sign("sha256", Buffer.concat([data, sha256(clientData)]), privateKey);
    const id = credentialId.toString("base64url");
    return JSON.stringify({
      id,
      rawId: id,
      type: "public-key",
      response: {
        clientDataJSON: Buffer.from(clientData).toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: signature.toString("base64url"),
        userHandle: Buffer.from(personId.replaceAll("-", ""), "hex").toString("base64url"),
      },
    });
  };
  return { answer };
};

export type SoftPasskey = Awaited<ReturnType<typeof createSoftPasskey>>;

/** Where the passkey's form stands on a page. */
export const passkeyFormOf = (page: Page): number =>
  (page.html.match(/<form[\s\S]*?<\/form>/g) ?? []).findIndex((form) =>
    form.includes('data-passkey="get"'),
  );
