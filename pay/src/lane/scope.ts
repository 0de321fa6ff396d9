import { isTestLane } from "./lane.ts";

/**
 * Whose figures are shown: one institution's lane, or (undefined) all of them; real ones or test
 * ones, never both.
 */
export type Scope = Readonly<{ institution: string | undefined; test: boolean }>;

/** Whether somebody who sees this scope sees that lane. */
export const scopeHolds = (scope: Scope, institution: string): boolean =>
  scope.institution === undefined
    ? isTestLane(institution) === scope.test
    : institution === scope.institution;
