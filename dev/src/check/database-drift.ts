import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DATA, ROOT } from "../folders.ts";
import { runProgram } from "../run-program.ts";
import type { Column } from "./database-columns.ts";
import { type MigratedComponent, readMigratedComponents } from "./migrated.ts";

/**
 * Where a component's src/db-types.ts and its migrated database disagree. The file is written
 * by hand, narrower than the database can say (the states of a case, the shape of a jsonb); the
 * compiler is asked, column by column, whether it still fits.
 */
export async function findDatabaseTypeDrift(): Promise<string[]> {
  return await compareDatabaseTypes(await readMigratedComponents());
}

/** The same for components whose columns are known already. */
export async function compareDatabaseTypes(components: MigratedComponent[]): Promise<string[]> {
  const folder = join(DATA, `db-types-${process.pid}`);
  const problems: string[] = [];
  const questions = new Map<string, string[]>();
  mkdirSync(folder, { recursive: true });
  try {
    for (const { name, columns } of components) {
      const file = join(ROOT, name, "src", "db-types.ts");
      const type = existsSync(file) ? databaseTypeIn(readFileSync(file, "utf8")) : undefined;
      if (type === undefined) {
        problems.push(`${name}/src/db-types.ts exports no type named …Database or …Db`);
        continue;
      }
      const { text, asked } = askAbout(file, type, columns);
      writeFileSync(join(folder, `${name}.ts`), text);
      questions.set(name, asked);
    }
    if (questions.size === 0) return problems;
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(COMPILER));
    const { said } = await runProgram("tsc", ["-p", folder, "--pretty", "false"]);
    return [...problems, ...readAnswers(said, questions)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const COMPILER = { extends: "../../tsconfig.json", include: ["*.ts"], exclude: [] };

const databaseTypeIn = (source: string): string | undefined =>
  /export (?:interface|type) (\w*(?:Database|Db))\b/.exec(source)?.[1];

// H is what the file says about a column, D what the database gives, O whether an insert may
// leave the column out. The answer is true, or a sentence that the compiler then prints.
const TYPES = `
import type { InsertType, SelectType } from "kysely";

type Absent = { readonly absent: unique symbol };
type Of<T extends string, C extends string> =
  T extends keyof Hand ? (C extends keyof Hand[T] ? Hand[T][C] : Absent) : true;
type Reads<H, D> =
  unknown extends D ? true
  : [SelectType<H>] extends [D]
    ? null extends D ? (null extends SelectType<H> ? true : "the database allows null") : true
  : [NonNullable<SelectType<H>>] extends [D] ? "the database never gives null"
  : "the database gives another type";
type Inserts<H, O> =
  unknown extends InsertType<H> ? true
  : O extends true ? true
  : undefined extends InsertType<H> ? "an insert must give a value: there is no default"
  : null extends InsertType<H> ? "an insert must give a value: there is no default"
  : true;
type Fits<H, D, O> =
  [H] extends [true] ? true
  : [H] extends [Absent] ? "the column is missing from the file"
  : Reads<H, D> extends true ? Inserts<H, O> : Reads<H, D>;
type NoMore<T extends string, C extends string> =
  T extends keyof Hand
    ? [Exclude<keyof Hand[T], C>] extends [never] ? true
      : "the file names a column that the database does not have"
    : true;
type NoMoreTables<T extends string> =
  [Exclude<keyof Hand, T>] extends [never] ? true
  : "the file names a table that the database does not have";
`;

/** A file that asks the compiler one question a line, and what each line asks about. */
function askAbout(file: string, type: string, columns: Column[]) {
  const head = `import type { ${type} as Hand } from ${JSON.stringify(file)};\n${TYPES}`;
  const asked: string[] = Array.from({ length: head.split("\n").length - 1 }, () => "");
  const lines: string[] = [];
  const ask = (subject: string, answer: string) => {
    lines.push(`export const q${lines.length}: ${answer} = true;`);
    asked.push(subject);
  };
  const quote = JSON.stringify;
  for (const column of columns) {
    const { table, name, nullable, hasDefault } = column;
    const fromFile = nullable === undefined;
    const gives = nullable && column.type !== "unknown" ? `${column.type} | null` : column.type;
    const optional = nullable === true || hasDefault;
    const said = `Of<${quote(table)}, ${quote(name)}>`;
    const hand = fromFile ? `NonNullable<${said}>` : said;
    ask(`${table}.${name} (${gives})`, `Fits<${hand}, ${gives}, ${optional}>`);
  }
  const tables = Map.groupBy(columns, (column) => column.table);
  for (const [table, own] of tables) {
    ask(table, `NoMore<${quote(table)}, ${own.map((one) => quote(one.name)).join(" | ")}>`);
  }
  ask("tables", `NoMoreTables<${[...tables.keys()].map((name) => quote(name)).join(" | ")}>`);
  return { text: `${head}${lines.join("\n")}\n`, asked };
}

function readAnswers(said: string, questions: Map<string, string[]>): string[] {
  return said
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const place = /(\w+)\.ts\((\d+),\d+\): error \w+: (.*)/.exec(line);
      const subject = questions.get(place?.[1] ?? "")?.[Number(place?.[2]) - 1] ?? "";
      if (subject === "") return line;
      const answer = /'"(.+)"'/.exec(place?.[3] ?? "")?.[1] ?? place?.[3];
      return `${place?.[1]}/src/db-types.ts: ${subject}: ${answer}`;
    });
}
