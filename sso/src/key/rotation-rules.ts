import type { KeyAges } from "./signing-key-queries.ts";

/** How long a key stays in each part of its life, in seconds. */
export type RotationAges = Readonly<{
  /** Known to verifiers before it signs. */
  publishedSeconds: number;
  /** Signs. */
  activeSeconds: number;
  /** Known to verifiers after it signed. */
  retiredSeconds: number;
}>;

/** Verifiers fetch keys again after at most this long; only then may a new key sign. */
export const leastPublishedSeconds = 120;
/** Longer than any signed token lives (ID tokens serve as hints at sign-out for a day). */
export const leastRetiredSeconds = 86_400;

export type DueStep =
  | Readonly<{ step: "publish" }>
  | Readonly<{ step: "promote"; kid: string }>
  | Readonly<{ step: "none" }>;

/** The keys whose time is over. */
export const endedKeys = (keys: readonly KeyAges[], retiredSeconds: number): string[] =>
  keys
    .filter(({ state, secondsInState }) => state === "retired" && secondsInState > retiredSeconds)
    .map(({ kid }) => kid);

/** The step that is due: a successor is published in time to sign when its turn comes. */
export const dueStep = (keys: readonly KeyAges[], ages: RotationAges): DueStep => {
  const active = keys.find(({ state }) => state === "active");
  const published = keys.find(({ state }) => state === "published");
  const remaining = ages.activeSeconds - (active?.secondsInState ?? Number.POSITIVE_INFINITY);
  if (!published) return { step: remaining <= ages.publishedSeconds ? "publish" : "none" };
  const known = published.secondsInState >= ages.publishedSeconds;
  return known && remaining <= 0 ? { step: "promote", kid: published.kid } : { step: "none" };
};
