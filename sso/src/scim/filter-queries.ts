import { err, ok, type Result } from "@gov/kit/result.ts";
import { sql, type RawBuilder } from "kysely";
import type { CompareOp, Filter, FilterValue } from "./filter.ts";
import { exactPaths } from "./match-filter.ts";

type Condition = RawBuilder<boolean>;

type Kind = "text" | "boolean" | "time" | "list";
type Column = Readonly<{ kind: Kind; sql: RawBuilder<unknown> }>;

const text = (expression: RawBuilder<unknown>): Column => ({ kind: "text", sql: expression });

/** Where each attribute of a user stands in the directory. */
const columns: Readonly<Record<string, Column>> = {
  id: text(sql`staff.id::text`),
  externalid: text(sql`external_id`),
  username: text(sql`username`),
  displayname: text(sql`staff.name ->> 'ar'`),
  "name.formatted": text(sql`staff.name ->> 'en'`),
  "name.givenname": text(sql`given_name`),
  "name.familyname": text(sql`family_name`),
  emails: text(sql`email`),
  "emails.value": text(sql`email`),
  "emails.type": text(sql`case when email is not null then 'work' end`),
  phonenumbers: text(sql`phone`),
  "phonenumbers.value": text(sql`phone`),
  "phonenumbers.type": text(sql`case when phone is not null then 'mobile' end`),
  active: { kind: "boolean", sql: sql`(staff.status in ('invited', 'active'))` },
  groups: { kind: "list", sql: sql`staff.roles` },
  "groups.value": { kind: "list", sql: sql`staff.roles` },
  "meta.created": { kind: "time", sql: sql`date_trunc('milliseconds', staff.created_at)` },
  "meta.lastmodified": { kind: "time", sql: sql`date_trunc('milliseconds', staff.updated_at)` },
};

const order: Partial<Record<CompareOp, RawBuilder<unknown>>> = {
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
};

const compareText = (own: RawBuilder<unknown>, op: CompareOp, value: string): Condition => {
  switch (op) {
    case "eq":
      return sql<boolean>`coalesce(${own} = ${value}, false)`;
    case "ne":
      return sql<boolean>`(${own} is distinct from ${value})`;
    case "co":
      return sql<boolean>`coalesce(position(${value} in ${own}) > 0, false)`;
    case "sw":
      return sql<boolean>`coalesce(starts_with(${own}, ${value}), false)`;
    case "ew":
      return sql<boolean>`coalesce(right(${own}, length(${value}::text)) = ${value}, false)`;
    case "gt":
    case "ge":
    case "lt":
    case "le":
      return sql<boolean>`coalesce(${own} collate "C" ${order[op]} ${value} collate "C", false)`;
  }
};

const compareTime = (
  own: RawBuilder<unknown>,
  op: CompareOp,
  value: FilterValue,
): Condition | undefined => {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  const sign = op === "eq" ? sql`=` : op === "ne" ? sql`<>` : order[op];
  // Beyond the years that PostgreSQL's own format and ours write alike.
  if (Number.isNaN(time) || Math.abs(time) > 8.64e13 || !sign) return undefined;
  return sql<boolean>`(${own} ${sign} ${new Date(time)})`;
};

const compare = (
  column: Column,
  path: string,
  op: CompareOp,
  value: FilterValue,
): Condition | undefined => {
  if (column.kind === "time") return compareTime(column.sql, op, value);
  const isEquality = op === "eq" || op === "ne";
  if (column.kind === "boolean") {
    if (typeof value !== "boolean" || !isEquality) return undefined;
    return op === "eq"
      ? sql<boolean>`(${column.sql} = ${value})`
      : sql<boolean>`(${column.sql} <> ${value})`;
  }
  if (value === null && isEquality && column.kind === "text") {
    return op === "eq"
      ? sql<boolean>`(${column.sql} is null)`
      : sql<boolean>`(${column.sql} is not null)`;
  }
  if (typeof value !== "string") return undefined;
  if (column.kind === "list") {
    return sql<boolean>`exists (select 1 from unnest(${column.sql}) as one
      where ${compareText(sql`one`, op, value)})`;
  }
  return exactPaths.has(path)
    ? compareText(column.sql, op, value)
    : compareText(sql`lower(${column.sql})`, op, value.toLowerCase());
};

const present = ({ kind, sql: own }: Column): Condition => {
  if (kind === "list") return sql<boolean>`(cardinality(${own}) > 0)`;
  return kind === "text" ? sql<boolean>`(coalesce(${own}, '') <> '')` : sql<boolean>`true`;
};

/**
 * A filter as a condition on the directory's rows. Attributes that we do not have, and comparisons
 * that mean nothing for their type, are refused by name.
 */
export const filterCondition = (filter: Filter): Result<Condition, string> => {
  switch (filter.kind) {
    case "and":
    case "or": {
      const parts: Condition[] = [];
      for (const part of filter.parts) {
        const condition = filterCondition(part);
        if (!condition.ok) return condition;
        parts.push(condition.value);
      }
      const between = filter.kind === "and" ? sql` and ` : sql` or `;
      return ok(sql<boolean>`(${sql.join(parts, between)})`);
    }
    case "not": {
      const part = filterCondition(filter.part);
      return part.ok ? ok(sql<boolean>`(not ${part.value})`) : part;
    }
    case "present":
    case "compare": {
      const column = Object.hasOwn(columns, filter.path) ? columns[filter.path] : undefined;
      if (!column) return err(`the attribute ${filter.path.slice(0, 60)} cannot be searched by`);
      if (filter.kind === "present") return ok(present(column));
      const condition = compare(column, filter.path, filter.op, filter.value);
      return condition ? ok(condition) : err(`${filter.op} does not fit ${filter.path}`);
    }
  }
};
