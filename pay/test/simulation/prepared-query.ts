import pg from "pg";

/** How `pg` writes a value that a statement is given; its types do not name it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue: unknown } }).utils;

export type Answer = { command: string; rowCount: number | null; rows: Record<string, unknown>[] };

type Described = { name: string; dataTypeID: Parameters<typeof pg.types.getTypeParser>[0] };
type Column = Readonly<{ name: string; read: (text: string) => unknown }>;

/** A text that PostgreSQL reads once on a connection, and tells once which columns it gives. */
type Statement = { name: string; text: string; read: boolean; columns: Column[] | undefined };

/** The messages of the protocol as `pg` sends them to its `submit`, beyond what its types say. */
type Wire = {
  stream: { cork: () => void; uncork: () => void };
  parse: (statement: { name: string; text: string }) => void;
  bind: (portal: object) => void;
  describe: (portal: { type: "P"; name: string }) => void;
  execute: (portal: { portal: string }) => void;
  sync: () => void;
};

/** A statement carried out, with the one that begins its transaction sent along before it. */
export type Ask = (text: string, values: readonly unknown[], begins?: string) => Promise<Answer>;

const columnOf = ({ name, dataTypeID }: Described): Column => ({
  name,
  read: pg.types.getTypeParser(dataTypeID, "text"),
});

const rowOf = (columns: readonly Column[], texts: readonly (string | null)[]) => {
  const row: Record<string, unknown> = {};
  for (const [place, { name, read }] of columns.entries()) {
    const text = texts[place] ?? null;
    row[name] = text === null ? null : read(text);
  }
  return row;
};

/** What `pg` calls while it reads the answer to a statement. */
const readAnswer = (
  main: Statement,
  tell: { resolve: (answer: Answer) => void; reject: (error: Error) => void },
) => {
  const answer: Answer = { command: "", rowCount: null, rows: [] };
  return {
    handleRowDescription: (message: { fields: Described[] }) => {
      main.columns = message.fields.map(columnOf);
    },
    handleDataRow: (message: { fields: (string | null)[] }) => {
      answer.rows.push(rowOf(main.columns ?? [], message.fields));
    },
    handleCommandComplete: ({ text }: { text: string }) => {
      const [command = "", ...counts] = text.split(" ");
      const count = counts.at(-1);
      answer.command = command;
      answer.rowCount = count === undefined ? null : Number(count);
    },
    handleError: tell.reject,
    handleReadyForQuery: () => {
      main.columns ??= [];
      tell.resolve(answer);
    },
  };
};

/**
 * Asks a connection in the fewest messages: `pg` itself has the columns described with each
 * answer and begins a transaction by a message of its own, which costs as much as a statement.
 */
export const askPrepared = (client: pg.Client): Ask => {
  const statements = new Map<string, Statement>();
  let names = 0;
  const statementOf = (text: string): Statement => {
    const known = statements.get(text);
    if (known) return known;
    const statement = { name: `s${names++}`, text, read: false, columns: undefined };
    statements.set(text, statement);
    return statement;
  };

  const send = (wire: Wire, statement: Statement, values: readonly unknown[]): void => {
    const { name, text } = statement;
    if (!statement.read) wire.parse({ name, text });
    wire.bind({ portal: "", statement: name, values, valueMapper: prepareValue });
    if (statement.columns === undefined) wire.describe({ type: "P", name: "" });
    wire.execute({ portal: "" });
  };

  return async (text, values, begins) => {
    const main = statementOf(text);
    const first = begins === undefined ? undefined : statementOf(begins);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const submit = (connection: unknown): void => {
      const wire = connection as Wire;
      wire.stream.cork();
      if (first) send(wire, first, []);
      send(wire, main, values);
      wire.sync();
      wire.stream.uncork();
    };
    const query = { submit, ...readAnswer(main, { resolve, reject }) };
    client.query(query);
    try {
      const answer = await promise;
      main.read = true;
      if (first) Object.assign(first, { read: true, columns: [] });
      return answer;
    } catch (error) {
      // Whether it was read before it failed is not known: the next time it has another name.
      for (const one of [first, main]) if (one && !one.read) statements.delete(one.text);
      throw error;
    }
  };
};
