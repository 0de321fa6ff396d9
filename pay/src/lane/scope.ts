import { sql, type RawBuilder } from "kysely";
import { isTestLane } from "./lane.ts";

/**
 * Whose figures are shown: one institution's lane, or (undefined) all of them; real ones or test
 * ones, never both.
 */
export type Scope = Readonly<{ institution: string | undefined; test: boolean }>;

/** The condition that a table's `institution_id` is within the scope. */
export const inScope = (scope: Scope, table: string): RawBuilder<boolean> => {
  const column = sql.ref(`${table}.institution_id`);
  if (scope.institution !== undefined) return sql<boolean>`${column} = ${scope.institution}`;
  return scope.test
    ? sql<boolean>`${column} like '%-test'`
    : sql<boolean>`${column} not like '%-test'`;
};

/** Whether somebody who sees this scope sees that lane. */
export const scopeHolds = (scope: Scope, institution: string): boolean =>
  scope.institution === undefined
    ? isTestLane(institution) === scope.test
    : institution === scope.institution;
