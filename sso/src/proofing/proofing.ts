import { ageOn, dayOf, fullAge } from "./age.ts";

/**
 * How a citizen's identity was checked: `none` beyond the registry's match (too young for it to
 * count), `pending` while the registry does not know them, `registry`, or `counter`, face to face.
 */
export const proofings = ["none", "pending", "registry", "counter"] as const;
export type Proofing = (typeof proofings)[number];

/** What a match with the registry is worth for somebody born that day. */
export const proofingByMatch = (dateOfBirth: string, now: Date): "none" | "registry" =>
  ageOn(dateOfBirth, dayOf(now)) >= fullAge ? "registry" : "none";

/**
 * The assurance of a sign-in: what its factors showed, and no more than is known of the person. A
 * strong key in the hands of somebody unknown says nothing about who they are.
 */
export const acrWithin = (proofing: Proofing, acr: string): string =>
  proofing === "none" || proofing === "pending" ? "urn:gov:loa:1" : acr;
