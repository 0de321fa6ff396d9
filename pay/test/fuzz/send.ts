import { isLet, type Actors } from "./actors.ts";
import { faultsOf, type Checker } from "./check-value.ts";
import type { Contract, Operation, Parameter } from "./contract-document.ts";
import type { Draft } from "./draft.ts";
import { wrongTexts } from "./spoil.ts";

export type Received = Readonly<{ status: number; headers: Headers; text: string; json: unknown }>;

/** What was wrong on purpose is sent as it stands; everything else is encoded. */
const inAddress = (text: string): string =>
  wrongTexts.includes(text) ? text : encodeURIComponent(text);

export const addressOf = ({ path }: Operation, draft: Draft): string => {
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    inAddress(draft.path[name] ?? "none"),
  );
  const query = new URLSearchParams(draft.query).toString();
  return query === "" ? place : `${place}?${query}`;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Sends over a socket; whoever asks again with the same draft sends the same bytes. */
export const send = async (
  to: Readonly<{ url: string; actors: Actors }>,
  operation: Operation,
  draft: Draft,
): Promise<Received> => {
  const url = to.url + addressOf(operation, draft);
  const credentials = await to.actors.sign(draft.actor, operation, url);
  const { body } = draft;
  const response = await fetch(url, {
    method: operation.method,
    headers: {
      ...draft.headers,
      ...credentials,
      ...(body ? { "content-type": body.type } : {}),
    },
    ...(body ? { body: body.text } : {}),
  });
  const text = await response.text();
  if (response.status < 400) to.actors.noteAnswered(operation, credentials);
  return { status: response.status, headers: response.headers, text, json: parseJson(text) };
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const givenFor = (parameter: Parameter, draft: Draft): unknown => {
  const { name, schema } = parameter;
  const places = { path: draft.path, query: draft.query, header: draft.headers };
  const text = places[parameter.in][name];
  if (text === undefined) return undefined;
  const plain = parameter.in === "path" && wrongTexts.includes(text) ? decoded(text) : text;
  return schema.type === "integer" && /^-?\d+$/.test(plain ?? "") ? Number(plain) : plain;
};

/** Whether the contract lets this request be carried out; if not, no answer may say it was. */
export const isLawful = (contract: Contract, operation: Operation, draft: Draft): boolean => {
  const checker: Checker = { contract, closed: false };
  const areParameters = operation.parameters.every((parameter) => {
    const given = givenFor(parameter, draft);
    if (given === undefined) return parameter.required !== true;
    // Bound tokens bring their own proof; any language may be asked for.
    if (parameter.name === "DPoP" || parameter.name === "Accept-Language") return true;
    return faultsOf(checker, parameter.schema, given).length === 0;
  });
  const { body } = draft;
  const isBody =
    !operation.body ||
    (body?.type === operation.body.type &&
      (body.type !== "application/json" ||
        faultsOf(checker, operation.body.schema, parseJson(body.text)).length === 0));
  // What is published needs no token, and nobody's is looked at.
  const isCaller = operation.scope === "" || isLet[draft.actor];
  return isCaller && areParameters && isBody;
};
