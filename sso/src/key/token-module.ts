import type { Handle, PKCS11, Template } from "pkcs11js";
import type { TokenAccess } from "./token-config.ts";

/** The DER of the object identifier of P-256. */
const p256 = Buffer.from("06082a8648ce3d030107", "hex");
const label = "hukumati-sso";

/** A key that the token does not hold: the token itself is well. */
export class NoSuchKey extends Error {}

export type TokenModule = Readonly<{
  /** ECDSA over a SHA-256 digest: r and s, 32 bytes each. */
  sign: (kid: string, digest: Uint8Array) => Promise<Uint8Array>;
  /** A new P-256 key that cannot leave the token; gives its public point (0x04, x, y). */
  generate: (kid: string) => Promise<Uint8Array>;
  destroy: (kid: string) => Promise<void>;
}>;

/** A bounded number of sessions, each used by one call at a time; the others wait in line. */
const createSessions = (handles: Handle[]) => {
  const waiting: ((handle: Handle) => void)[] = [];
  return async <T>(work: (session: Handle) => Promise<T>): Promise<T> => {
    const session =
      handles.pop() ?? (await new Promise<Handle>((resolve) => void waiting.push(resolve)));
    try {
      return await work(session);
    } finally {
      const next = waiting.shift();
      if (next) next(session);
      else handles.push(session);
    }
  };
};

const findSlot = (pkcs11: PKCS11, tokenLabel: string): Handle => {
  const slot = pkcs11
    .C_GetSlotList(true)
    .find((one) => pkcs11.C_GetTokenInfo(one).label.trimEnd() === tokenLabel);
  if (!slot) throw new Error(`no slot holds a token labelled ${tokenLabel}`);
  return slot;
};

/** The point as PKCS#11 gives it: 65 bytes, in a DER octet string or (older tokens) bare. */
const pointOf = (value: Buffer): Buffer => {
  const point = value.subarray(-65);
  if (point.length !== 65 || point[0] !== 4) throw new Error("the token gave no P-256 point");
  return point;
};

/** Opens the token by its vendor's library: logs in once, for all sessions. */
export const openTokenModule = async (
  access: TokenAccess,
  sessionCount: number,
): Promise<TokenModule> => {
  const { default: p11 } = await import("pkcs11js");
  const pkcs11 = new p11.PKCS11();
  pkcs11.load(access.module);
  pkcs11.C_Initialize({ flags: p11.CKF_OS_LOCKING_OK });
  const slot = findSlot(pkcs11, access.label);
  const flags = p11.CKF_SERIAL_SESSION | p11.CKF_RW_SESSION;
  const handles = Array.from({ length: sessionCount }, () => pkcs11.C_OpenSession(slot, flags));
  for (const handle of handles.slice(0, 1)) pkcs11.C_Login(handle, p11.CKU_USER, access.pin);
  const withSession = createSessions(handles);
  const known = new Map<string, Handle>();

  const find = (session: Handle, kid: string, kind: number): Handle | undefined => {
    pkcs11.C_FindObjectsInit(session, [
      { type: p11.CKA_CLASS, value: kind },
      { type: p11.CKA_ID, value: Buffer.from(kid) },
      { type: p11.CKA_LABEL, value: label },
    ]);
    const found = pkcs11.C_FindObjects(session, 1)[0];
    pkcs11.C_FindObjectsFinal(session);
    return found;
  };

  const privateKey = (session: Handle, kid: string): Handle => {
    const key = known.get(kid) ?? find(session, kid, p11.CKO_PRIVATE_KEY);
    if (!key) throw new NoSuchKey(kid);
    known.set(kid, key);
    return key;
  };

  const sign: TokenModule["sign"] = (kid, digest) =>
    withSession(async (session) => {
      pkcs11.C_SignInit(session, { mechanism: p11.CKM_ECDSA }, privateKey(session, kid));
      return await pkcs11.C_SignAsync(session, Buffer.from(digest), Buffer.alloc(64));
    });

  const generate: TokenModule["generate"] = (kid) =>
    withSession(async (session) => {
      const both: Template = [
        { type: p11.CKA_TOKEN, value: true },
        { type: p11.CKA_ID, value: Buffer.from(kid) },
        { type: p11.CKA_LABEL, value: label },
      ];
      const keys = await pkcs11.C_GenerateKeyPairAsync(
        session,
        { mechanism: p11.CKM_EC_KEY_PAIR_GEN },
        [...both, { type: p11.CKA_EC_PARAMS, value: p256 }, { type: p11.CKA_VERIFY, value: true }],
        [
          ...both,
          { type: p11.CKA_PRIVATE, value: true },
          { type: p11.CKA_SENSITIVE, value: true },
          { type: p11.CKA_EXTRACTABLE, value: false },
          { type: p11.CKA_SIGN, value: true },
        ],
      );
      const never = pkcs11.C_GetAttributeValue(session, keys.privateKey, [
        { type: p11.CKA_NEVER_EXTRACTABLE },
        { type: p11.CKA_ALWAYS_SENSITIVE },
      ]);
      // A token that does not keep a key to itself is no place for one.
      if (!never.every(({ value }) => Buffer.isBuffer(value) && value[0] === 1)) {
        pkcs11.C_DestroyObject(session, keys.privateKey);
        pkcs11.C_DestroyObject(session, keys.publicKey);
        throw new Error("the token would give the private key out");
      }
      known.set(kid, keys.privateKey);
      const [point] = pkcs11.C_GetAttributeValue(session, keys.publicKey, [
        { type: p11.CKA_EC_POINT },
      ]);
      return pointOf(point?.value as Buffer);
    });

  const destroy: TokenModule["destroy"] = (kid) =>
    withSession(async (session) => {
      known.delete(kid);
      for (const kind of [p11.CKO_PRIVATE_KEY, p11.CKO_PUBLIC_KEY]) {
        const found = find(session, kid, kind);
        if (found) pkcs11.C_DestroyObject(session, found);
      }
      return await Promise.resolve();
    });

  return { sign, generate, destroy };
};
