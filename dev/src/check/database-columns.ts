import type { Client } from "pg";

export type Column = {
  table: string;
  name: string;
  /** TypeScript type of a value read through pg with kit's parsers. */
  type: string;
  /** Undefined for a view's column: the database does not know. */
  nullable: boolean | undefined;
  /** True when an insert may leave it out. */
  hasDefault: boolean;
};

type Row = {
  table_name: string;
  column_name: string;
  type_name: string;
  element_name: string | null;
  not_null: boolean;
  of_view: boolean;
  has_default: boolean;
};

const NUMBERS = new Set(["int2", "int4", "oid", "float4", "float8"]);
const INSTANTS = new Set(["timestamptz", "timestamp", "date"]);

// Domains stand for the type below them; partitions belong to their table.
const QUERY = `
  select c.relname as table_name, a.attname as column_name,
         coalesce(base.typname, t.typname) as type_name, element.typname as element_name,
         a.attnotnull as not_null, c.relkind = 'v' as of_view,
         a.atthasdef or a.attidentity <> '' or t.typdefault is not null as has_default
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_type base on base.oid = t.typbasetype
    left join pg_type element on element.oid = coalesce(base.typelem, t.typelem)
          and coalesce(base.typcategory, t.typcategory) = 'A'
   where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
     and a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migration'
   order by c.relname, a.attnum`;

/** Every column of the tables and views of the database's public schema. */
export async function readColumns(client: Client): Promise<Column[]> {
  const { rows } = await client.query<Row>(QUERY);
  return rows.map((row) => ({
    table: row.table_name,
    name: row.column_name,
    type: typeOf(row),
    nullable: row.of_view ? undefined : !row.not_null,
    hasDefault: row.has_default,
  }));
}

function typeOf(row: Row): string {
  if (row.element_name === null) return scalarType(row.type_name);
  // pg reads an array of int8 as text, whatever parser a single int8 has.
  if (row.element_name === "int8") return "string[]";
  return `${scalarType(row.element_name)}[]`;
}

function scalarType(name: string): string {
  if (name === "int8") return "bigint";
  if (NUMBERS.has(name)) return "number";
  if (INSTANTS.has(name)) return "Date";
  if (name === "bool") return "boolean";
  if (name === "bytea") return "Buffer";
  if (name === "json" || name === "jsonb") return "unknown";
  return "string";
}

/** The plain Kysely types of these columns, as text of a TypeScript file. */
export function writeDatabaseTypes(columns: Column[]): string {
  const tables = Map.groupBy(columns, (column) => column.table);
  const blocks = [...tables].map(([table, own]) => {
    const lines = own.map((column) => `    ${column.name}: ${kyselyType(column)};`);
    return `  ${table}: {\n${lines.join("\n")}\n  };`;
  });
  const needsGenerated = columns.some((column) => column.hasDefault);
  const head = needsGenerated ? 'import type { Generated } from "kysely";\n\n' : "";
  return `${head}export interface Database {\n${blocks.join("\n")}\n}\n`;
}

function kyselyType({ type, nullable, hasDefault }: Column): string {
  const read = nullable && type !== "unknown" ? `${type} | null` : type;
  return hasDefault ? `Generated<${read}>` : read;
}
