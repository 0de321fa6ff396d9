/**
 * How people prove who they are. A passkey that its maker copies to all devices of its owner is
 * another factor than one that never leaves its hardware: relying parties are told which.
 */
export const factors = [
  "password",
  "sms",
  "totp",
  "recovery-code",
  "passkey",
  "synced-passkey",
  "app",
] as const;
export type Factor = (typeof factors)[number];

/** What can follow a password, in the order in which it is offered. */
export const ways = ["app", "totp", "sms", "passkey", "recovery-code"] as const;
export type Way = (typeof ways)[number];

/** Levels of assurance: who is signed in is possible, substantial, certain. */
export type Level = 1 | 2 | 3;

/** What a person has to prove themselves with, and how well they are known. */
export type Means = Readonly<{
  /** Someone saw the person and their card. */
  provenAtCounter: boolean;
  hasPassword: boolean;
  /** Nobody confirmed yet who they are: whatever they prove, only the first level is told. */
  unconfirmed?: boolean;
  /** The ways that are set up. */
  ways: readonly Way[];
}>;

const isPasskey = (factor: Factor): boolean => factor === "passkey" || factor === "synced-passkey";

/**
 * The assurance that `proven` gives. A passkey is two factors in one: the device, and its owner's
 * finger or PIN. Level 3 also asks that the account belongs to somebody who was seen in person.
 */
export const assuranceOf = (
  person: Pick<Means, "provenAtCounter">,
  proven: readonly Factor[],
): Level | undefined => {
  if (proven.some(isPasskey)) return person.provenAtCounter ? 3 : 2;
  if (!proven.includes("password")) return undefined;
  return proven.some((factor) => factor !== "password") ? 2 : 1;
};

/** The methods of RFC 8176 behind each factor. */
const methods: Readonly<Record<Factor, readonly string[]>> = {
  password: ["pwd"],
  sms: ["otp", "sms"],
  totp: ["otp"],
  "recovery-code": ["otp"],
  passkey: ["hwk", "user"],
  "synced-passkey": ["swk", "user"],
  app: ["swk"],
};

/** The `amr` of what was proven, `mfa` last where it is of more than one kind. */
export const amrOf = (proven: readonly Factor[]): string[] => {
  const named = [...new Set(factors.flatMap((one) => (proven.includes(one) ? methods[one] : [])))];
  const several = (assuranceOf({ provenAtCounter: false }, proven) ?? 1) > 1;
  return several ? [...named, "mfa"] : named;
};

/** The factor that a way proves; of a passkey only the key itself tells which. */
export const factorOf = (way: Exclude<Way, "passkey">): Factor => way;

/** The best that a person can reach with what they have, or undefined when they cannot sign in. */
export const reachOf = (means: Means): Level | undefined => {
  if (means.ways.includes("passkey")) return assuranceOf(means, ["passkey"]);
  const second = means.hasPassword && means.ways.some((way) => way !== "passkey");
  return second ? 2 : undefined;
};

/**
 * Whether a person can still sign in. Recovery codes do not count: they are for one bad day, and
 * run out.
 */
export const canSignIn = ({ hasPassword, ways: own }: Means): boolean =>
  own.includes("passkey") ||
  (hasPassword && own.some((way) => way !== "passkey" && way !== "recovery-code"));
