/** A JSON schema as our contracts write them (2020-12). */
export type Schema = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  enum?: readonly unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  default?: unknown;
  example?: unknown;
  examples?: readonly unknown[];
  description?: string;
}>;

export type Parameter = Readonly<{
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
}>;
export type Header = Readonly<{ required?: boolean; schema: Schema }>;
export type Answer = Readonly<{
  headers: Readonly<Record<string, Header>>;
  content: Readonly<Record<string, { schema: Schema }>>;
}>;

/** One operation with everything it refers to put in its place, but for schemas. */
export type Operation = Readonly<{
  /** `POST /v1/bills`. */
  id: string;
  method: string;
  path: string;
  /** Empty where no token is needed. */
  scope: string;
  parameters: readonly Parameter[];
  body: Readonly<{ required: boolean; type: string; schema: Schema }> | undefined;
  answers: ReadonlyMap<number, Answer>;
}>;

export type Contract = Readonly<{
  operations: readonly Operation[];
  /** The schema itself, where it is only referred to. */
  resolve: (schema: Schema) => Schema;
  /** Problem types without their prefix, and their statuses. */
  problemTypes: Readonly<Record<string, number>>;
}>;

type Referable<T> = T | Readonly<{ $ref: string }>;
type RawAnswer = Readonly<{
  headers?: Readonly<Record<string, Referable<Header>>>;
  content?: Readonly<Record<string, { schema: Schema }>>;
}>;
type RawOperation = Readonly<{
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  parameters?: readonly Referable<Parameter>[];
  requestBody?: Readonly<{ required?: boolean; content: Record<string, { schema: Schema }> }>;
  responses: Readonly<Record<string, Referable<RawAnswer>>>;
}>;
export type RawDocument = Readonly<{
  openapi: string;
  paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  "x-problem-types": Readonly<Record<string, number>>;
}>;

/** Reads an OpenAPI 3.1 document; what refers to nothing is a fault of the document. */
export const readContract = (document: RawDocument): Contract => {
  const follow = <T extends object>(part: Referable<T>): T => {
    if (!("$ref" in part)) return part;
    let found: unknown = document;
    for (const step of part.$ref.replace("#/", "").split("/")) {
      found = (found as Record<string, unknown> | undefined)?.[step];
    }
    if (found === undefined) throw new Error(`the contract has no ${part.$ref}`);
    return follow(found as Referable<T>);
  };
  const answerOf = (raw: Referable<RawAnswer>): Answer => {
    const { headers = {}, content = {} } = follow(raw);
    const entries = Object.entries(headers).map(([name, header]) => [name, follow(header)]);
    return { headers: Object.fromEntries(entries) as Answer["headers"], content };
  };
  const operationOf = (path: string, method: string, raw: RawOperation): Operation => {
    const [taken] = Object.entries(raw.requestBody?.content ?? {});
    const answers = Object.entries(raw.responses).map(
      ([status, answer]) => [Number(status), answerOf(answer)] as const,
    );
    return {
      id: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      scope: Object.values(raw.security?.[0] ?? {})[0]?.[0] ?? "",
      parameters: (raw.parameters ?? []).map((parameter) => follow(parameter)),
      body: taken && {
        type: taken[0],
        schema: taken[1].schema,
        required: raw.requestBody?.required ?? false,
      },
      answers: new Map(answers),
    };
  };
  return {
    operations: Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, raw]) => operationOf(path, method, raw)),
    ),
    resolve: (schema) => (schema.$ref === undefined ? schema : follow({ $ref: schema.$ref })),
    problemTypes: document["x-problem-types"],
  };
};
