import { sql, type RawBuilder } from "kysely";
import type { Scope } from "./scope.ts";

/** The condition that a table's `institution_id` is within the scope. */
export const inScope = (scope: Scope, table: string): RawBuilder<boolean> => {
  const column = sql.ref(`${table}.institution_id`);
  if (scope.institution !== undefined) return sql<boolean>`${column} = ${scope.institution}`;
  return scope.test
    ? sql<boolean>`${column} like '%-test'`
    : sql<boolean>`${column} not like '%-test'`;
};
