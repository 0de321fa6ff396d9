import { err, ok, type Result } from "@gov/kit/result.ts";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";

/** A key of a person's device, as it is kept. */
export type Passkey = Readonly<{
  id: string;
  personId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  transports: readonly string[];
  synced: boolean;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** When its counter fell behind: somebody made a copy. It opens nothing any more. */
  copiedAt: Date | null;
}>;

/** Who we are to browsers: the site that keys are made for, and the only origin they answer. */
export type Site = Readonly<{ id: string; origin: string }>;

export const siteOf = (publicUrl: string): Site => {
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, origin };
};

/** EdDSA, ES256, RS256: what the devices people have can do. */
const algorithms = [-8, -7, -257];
const waitMs = 300_000;

const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);
const idSchema = base64url(1_400);
const transports = z.array(z.string().max(20)).max(10).optional();

const attestation = z.object({
  id: idSchema,
  rawId: idSchema,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(10_000),
    transports,
  }),
});

const assertion = z.object({
  id: idSchema,
  rawId: idSchema,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(2_000),
    signature: base64url(2_000),
    userHandle: base64url(100).optional(),
  }),
});

export type Attestation = z.infer<typeof attestation>;
export type Assertion = z.infer<typeof assertion>;

const parse = <T>(schema: z.ZodType<T>, typed: string): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(typed)).data;
  } catch {
    return undefined;
  }
};

/** What the browser's script put into the form; undefined when it is not that. */
export const readAttestation = (typed: string) => parse(attestation, typed);
export const readAssertion = (typed: string) => parse(assertion, typed);

/** A person's id as keys keep it: sixteen bytes, nothing of theirs. */
const handleOf = (personId: string): Buffer => Buffer.from(personId.replaceAll("-", ""), "hex");

/** Whether a key says that it belongs to this person. Keys that find a person always do. */
export const isHandleOf = (handle: string | undefined, personId: string): boolean =>
  handle !== undefined && Buffer.from(handle, "base64url").equals(handleOf(personId));

/** What the browser is asked to make a key from. `have` keeps one device from making two. */
export const registrationOptions = async (
  site: Site,
  input: Readonly<{
    siteName: string;
    personId: string;
    personName: string;
    challenge: string;
    have: readonly Passkey[];
  }>,
) =>
  await generateRegistrationOptions({
    rpID: site.id,
    rpName: input.siteName,
    userID: new Uint8Array(handleOf(input.personId)),
    userName: input.personName,
    userDisplayName: input.personName,
    challenge: new Uint8Array(Buffer.from(input.challenge, "base64url")),
    attestationType: "none",
    timeout: waitMs,
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: input.have.map(({ credentialId, transports: by }) => ({
      id: credentialId.toString("base64url"),
      transports: [...by],
    })),
  });

/** What the browser is asked to prove. Without `among` the person chooses any key they have. */
export const authenticationOptions = async (
  site: Site,
  challenge: string,
  among?: readonly Passkey[],
) =>
  await generateAuthenticationOptions({
    rpID: site.id,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    timeout: waitMs,
    userVerification: "required",
    ...(among === undefined
      ? {}
      : {
          allowCredentials: among.map(({ credentialId, transports: by }) => ({
            id: credentialId.toString("base64url"),
            transports: [...by],
          })),
        }),
  });

export type NewPasskey = Pick<Passkey, "credentialId" | "publicKey" | "transports" | "synced"> &
  Readonly<{ counter: number }>;

/** The challenge that a response answers, before anything about it is known to be true. */
export const challengeIn = (response: Readonly<{ clientDataJSON: string }>): string => {
  const data = parse(
    z.object({ challenge: z.string().max(200) }),
    Buffer.from(response.clientDataJSON, "base64url").toString("utf8"),
  );
  return data?.challenge ?? "";
};

/** Checks a new key: made for our site and origin, for this challenge, its owner verified. */
export const verifyAttestation = async (
  site: Site,
  given: Attestation,
  challenge: string,
): Promise<Result<NewPasskey, "refused">> => {
  try {
    const checked = await verifyRegistrationResponse({
      response: given as Parameters<typeof verifyRegistrationResponse>[0]["response"],
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!checked.verified) return err("refused");
    const { credential, credentialDeviceType } = checked.registrationInfo;
    return ok({
      credentialId: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      transports: given.response.transports ?? [],
      synced: credentialDeviceType === "multiDevice",
      counter: credential.counter,
    });
  } catch {
    // The library says by throwing what of the response does not hold.
    return err("refused");
  }
};

/**
 * Checks an answer of a known key: signature, site, origin, challenge, its owner verified. Gives
 * the key's counter, which the caller compares where it is kept: before the signature is known to
 * be right a counter says nothing.
 */
export const verifyAssertion = async (
  site: Site,
  given: Assertion,
  passkey: Pick<Passkey, "credentialId" | "publicKey">,
  challenge: string,
): Promise<Result<{ counter: number }, "refused">> => {
  try {
    const checked = await verifyAuthenticationResponse({
      response: given as Parameters<typeof verifyAuthenticationResponse>[0]["response"],
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId.toString("base64url"),
        publicKey: new Uint8Array(passkey.publicKey),
        counter: 0,
      },
    });
    return checked.verified
      ? ok({ counter: checked.authenticationInfo.newCounter })
      : err("refused");
  } catch {
    return err("refused");
  }
};
