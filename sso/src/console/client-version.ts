import { err, ok, type Result } from "@gov/kit/result.ts";
import type { ClientMetadata } from "#src/client/client.ts";

export type VersionState = "proposed" | "effective" | "superseded" | "rejected" | "withdrawn";
export type VersionEvent = "propose" | "apply" | "approve" | "reject" | "withdraw" | "supersede";

/** Who moves a version: the institution it belongs to, an operator, or a newer version. */
export type VersionSide = "institution" | "operator" | "newer";

type Transition = Readonly<{
  from: VersionState | "none";
  event: VersionEvent;
  to: VersionState;
  by: VersionSide;
}>;

const row = (
  from: Transition["from"],
  event: VersionEvent,
  to: VersionState,
  by: VersionSide,
): Transition => ({ from, event, to, by });

/** Every legal step of a version of a registration. What was effective comes back as a new one. */
export const versionTransitions: readonly Transition[] = [
  row("none", "propose", "proposed", "institution"),
  row("none", "apply", "effective", "institution"),
  row("proposed", "approve", "effective", "operator"),
  row("proposed", "reject", "rejected", "operator"),
  row("proposed", "withdraw", "withdrawn", "institution"),
  row("effective", "supersede", "superseded", "newer"),
];

export type VersionFailure = "not-possible" | "same-person";

/** Where an event leads. Whoever asked for a version does not judge it: four eyes. */
export const nextVersionState = (
  version: Readonly<{ state: VersionState | "none"; madeBy: string }>,
  event: VersionEvent,
  by: Readonly<{ side: VersionSide; name: string }>,
): Result<VersionState, VersionFailure> => {
  const found = versionTransitions.find(
    (one) => one.from === version.state && one.event === event && one.by === by.side,
  );
  if (!found) return err("not-possible");
  const judges = event === "approve" || event === "reject";
  return judges && by.name === version.madeBy ? err("same-person") : ok(found.to);
};

export type RegistrationField = keyof ClientMetadata;

/** What may change at a live client without a review: it opens nothing and misleads nobody. */
const unguarded: ReadonlySet<RegistrationField> = new Set(["homeUrl"]);

export type FieldChange = Readonly<{
  field: RegistrationField;
  before: unknown;
  after: unknown;
  guarded: boolean;
}>;

/** The same value has the same text, whatever the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "";

/** What differs between two registrations; all of it where there is none before. */
export const changesBetween = (
  before: ClientMetadata | undefined,
  after: ClientMetadata,
): FieldChange[] => {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
  return [...fields]
    .map((name) => name as RegistrationField)
    .map((field) => ({
      field,
      before: before?.[field],
      after: after[field],
      guarded: !unguarded.has(field),
    }))
    .filter(({ before: old, after: now }) => canonical(old) !== canonical(now));
};

/** True when an operator must look first: a live client's first registration, or what guards it. */
export const needsReview = (
  stage: "test" | "live",
  before: ClientMetadata | undefined,
  after: ClientMetadata,
): boolean =>
  stage === "live" &&
  (before === undefined || changesBetween(before, after).some(({ guarded }) => guarded));

/** What an operator confirms, one by one, before a registration goes live. */
export const reviewChecks = ["owner", "addresses", "claims", "keys"] as const;
export type ReviewCheck = (typeof reviewChecks)[number];

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Addresses that no live web service may answer at. */
export const unfitForLive = ({ kind, redirectUris, postLogoutRedirectUris }: ClientMetadata) =>
  kind !== "web"
    ? []
    : [...redirectUris, ...postLogoutRedirectUris].filter((uri) => {
        const url = URL.parse(uri);
        return url?.protocol !== "https:" || loopback.includes(url.hostname);
      });
