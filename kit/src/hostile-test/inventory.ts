import type { HttpApp } from "../http.ts";

/** A form or endpoint: what the application itself says that it answers. */
export type Endpoint = Readonly<{
  method: string;
  /** As registered: `/v1/bills/:id`. */
  path: string;
  /** Names in the path. */
  parameters: readonly string[];
  /** Names of the body's fields, where the contract states them. */
  bodyFields: readonly string[];
  /** Names of the query, where the contract states them. */
  queryFields: readonly string[];
  /** Called by programs: its errors are problem+json. */
  isApi: boolean;
}>;

type Schema = { properties?: object; $ref?: string; allOf?: Schema[]; anyOf?: Schema[] };
type Operation = {
  parameters?: { name: string; in: string }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
};
type Contract = {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

const fieldsOf = (contract: Contract, schema: Schema | undefined): string[] => {
  if (!schema) return [];
  const named = schema.$ref?.split("/").at(-1);
  if (named) return fieldsOf(contract, contract.components?.schemas?.[named]);
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? [])];
  return [
    ...Object.keys(schema.properties ?? {}),
    ...parts.flatMap((each) => fieldsOf(contract, each)),
  ];
};

/** `:id{[0-9]+}` and `:id?` as the contract writes them, `{id}`. */
const contractPath = (path: string): string =>
  path.replace(/:(\w+)(?:\{(?:[^{}]|\{[^}]*\})*\})?\??/g, "{$1}");

const parameterNames = (path: string): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");

const writes = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Every route of an application, each once; middleware is none. `contract` is its OpenAPI. */
export const listEndpoints = (app: HttpApp, contract: object = {}): Endpoint[] => {
  const described = contract as Contract;
  const found = new Map<string, Endpoint>();
  for (const { method, path } of app.routes) {
    if (method === "ALL") continue;
    const operation = described.paths?.[contractPath(path)]?.[method.toLowerCase()];
    const content = Object.values(operation?.requestBody?.content ?? {});
    found.set(`${method} ${path}`, {
      method,
      path,
      parameters: parameterNames(path),
      bodyFields: content.flatMap(({ schema }) => fieldsOf(described, schema)),
      queryFields: (operation?.parameters ?? [])
        .filter((parameter) => parameter.in === "query")
        .map(({ name }) => name),
      isApi: operation !== undefined,
    });
  }
  return [...found.values()];
};

export const isWrite = ({ method }: Endpoint): boolean => writes.has(method);

/** The address of an endpoint with values for its names; a wildcard gets what `"*"` says. */
export const fillPath = (endpoint: Endpoint, values: Readonly<Record<string, string>>): string =>
  endpoint.path
    .replace(
      /:(\w+)(?:\{(?:[^{}]|\{[^}]*\})*\})?\??/g,
      (_whole, name: string) => values[name] ?? "unknown",
    )
    .replaceAll("*", values["*"] ?? "x");
