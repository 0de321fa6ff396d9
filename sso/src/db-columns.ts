import type { JSONColumnType } from "kysely";

/** A jsonb column: written as JSON text, read as its value. */
export type Json<T extends object> = JSONColumnType<T>;
