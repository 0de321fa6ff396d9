import type { Person } from "#src/account/account.ts";

/**
 * Whether a person may enter at a client of this stage. A test client is for people who are nobody
 * real; and in production these enter nowhere else, though everywhere on a developer's machine.
 */
export const mayEnter = (
  stage: "test" | "live",
  person: Person,
  environment: "development" | "test" | "production",
): boolean => {
  if (person.kind === "staff") return stage === "live";
  if (stage === "test") return person.isTest;
  return !person.isTest || environment !== "production";
};
