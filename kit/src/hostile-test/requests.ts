import { fillPath, isWrite, type Endpoint } from "./inventory.ts";
import { hostileBodies, hostileHeaders, hostileJson } from "./values.ts";
import { hostileSegments, hostileTexts } from "./values.ts";

/** One thing to send. */
export type HostileRequest = Readonly<{
  name: string;
  method: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  type?: string;
}>;

export type Form = Readonly<{ action: string; fields: Readonly<Record<string, string>> }>;

const query = (names: readonly string[], value: string): string => {
  const pairs = names.map((name): [string, string] => [name, value.toWellFormed()]);
  return names.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : "";
};

const paths = (endpoint: Endpoint, values: Readonly<Record<string, string>>): HostileRequest[] => {
  const { method, parameters, path } = endpoint;
  const names = path.includes("*") ? [...parameters, "*"] : parameters;
  return names.flatMap((name) =>
    hostileSegments.map((segment) => ({
      name: `${name} = ${segment.slice(0, 20)}`,
      method,
      path: fillPath(endpoint, { ...values, [name]: segment }),
    })),
  );
};

const queries = (
  endpoint: Endpoint,
  values: Readonly<Record<string, string>>,
  more: readonly string[],
): HostileRequest[] => {
  if (endpoint.method !== "GET") return [];
  const path = fillPath(endpoint, values);
  // Pages are asked with every name at once; each name of the API's contract also by itself.
  const asked = [...endpoint.queryFields.map((name) => [name]), [...more]];
  return asked.flatMap((names) =>
    hostileTexts.map((text) => ({
      name: `?${names.join("&")} = ${JSON.stringify(text.slice(0, 20))}`,
      method: "GET",
      path: path + query(names, text),
    })),
  );
};

/** Each field of the contract's body wrong by itself, and all at once. */
const jsonFields = (endpoint: Endpoint, path: string): HostileRequest[] =>
  (endpoint.bodyFields.length > 0 ? [...endpoint.bodyFields, undefined] : []).flatMap((field) =>
    hostileJson.map((value) => {
      const fields = field === undefined ? endpoint.bodyFields : [field];
      const body = Object.fromEntries(fields.map((name) => [name, value]));
      return {
        name: `${field ?? "all fields"} = ${JSON.stringify(value).slice(0, 20)}`,
        method: endpoint.method,
        path,
        type: "application/json",
        body: JSON.stringify(body),
      };
    }),
  );

const formFields = (endpoint: Endpoint, path: string, forms: readonly Form[]): HostileRequest[] =>
  forms.flatMap(({ fields }) =>
    Object.keys(fields)
      .filter((field) => field !== "_csrf")
      .flatMap((field) =>
        hostileTexts.map((text) => ({
          name: `${field} = ${JSON.stringify(text.slice(0, 20))}`,
          method: endpoint.method,
          path,
          type: "application/x-www-form-urlencoded",
          body: new URLSearchParams({ ...fields, [field]: text.toWellFormed() }).toString(),
        })),
      ),
  );

const bodies = (endpoint: Endpoint, path: string, csrf: string): HostileRequest[] =>
  hostileBodies.map(({ name, type, body }) => ({
    name,
    method: endpoint.method,
    path,
    type,
    body: type.includes("urlencoded") && csrf ? `_csrf=${encodeURIComponent(csrf)}&${body}` : body,
  }));

/** Everything hostile that is sent to one endpoint. */
export const hostileRequests = (
  endpoint: Endpoint,
  known: Readonly<{
    values: Readonly<Record<string, string>>;
    queryNames: readonly string[];
    forms: readonly Form[];
    csrf: string;
  }>,
): HostileRequest[] => {
  const path = fillPath(endpoint, known.values);
  const { method } = endpoint;
  const plain = { name: "as it is", method, path };
  const headers = hostileHeaders.map((each) => ({
    name: `header ${Object.keys(each)[0] ?? ""}`,
    method,
    path,
    headers: each,
  }));
  const written = isWrite(endpoint)
    ? [
        ...bodies(endpoint, path, known.csrf),
        ...jsonFields(endpoint, path),
        ...formFields(endpoint, path, known.forms),
      ]
    : [];
  const asked = queries(endpoint, known.values, known.queryNames);
  return [plain, ...paths(endpoint, known.values), ...asked, ...headers, ...written];
};
