import { faultsOf, type Checker } from "./check-value.ts";
import type { Answer, Contract, Header, Operation } from "./contract-document.ts";
import type { Draft } from "./draft.ts";
import type { Received } from "./send.ts";

type Hears = Checker["onObject"];

/** Headers of every answer on the web, which no contract lists. */
const everywhere = new Set([
  "connection",
  "keep-alive",
  "date",
  "content-length",
  "content-type",
  "transfer-encoding",
  "cache-control",
  "content-security-policy",
  "cross-origin-opener-policy",
  "vary",
  "permissions-policy",
  "referrer-policy",
  "x-content-type-options",
  "x-frame-options",
  "content-disposition",
  "content-encoding",
]);

const headerFaults = (contract: Contract, answer: Answer, headers: Headers): string[] => {
  const checker: Checker = { contract, closed: false };
  const check = ([name, header]: [string, Header]): string[] => {
    const value = headers.get(name);
    if (value === null) return header.required === true ? [`header ${name} is missing`] : [];
    return faultsOf(checker, header.schema, value, `header ${name}`);
  };
  const declared = new Set(Object.keys(answer.headers).map((name) => name.toLowerCase()));
  const others = [...headers.keys()].filter((one) => !everywhere.has(one) && !declared.has(one));
  return [
    ...Object.entries(answer.headers).flatMap(check),
    ...others.map((name) => `header ${name} is not described`),
  ];
};

const bodyFaults = (
  contract: Contract,
  answer: Answer,
  received: Received,
  onObject: Hears,
): string[] => {
  const [type = ""] = (received.headers.get("content-type") ?? "").split(";");
  const declared = answer.content[type];
  if (Object.keys(answer.content).length === 0) {
    return received.text === "" ? [] : ["a body where none is described"];
  }
  if (!declared) return [`content type ${type} is not described`];
  if (!type.endsWith("json")) return [];
  if (received.json === undefined) return ["the body is not JSON"];
  const checker: Checker = { contract, closed: true, ...(onObject ? { onObject } : {}) };
  return faultsOf(checker, declared.schema, received.json);
};

type ProblemBody = Readonly<{
  type?: string;
  title?: string;
  status?: number;
  errors?: readonly { field: string; message: string }[];
}>;

/** A problem is of a known type with its own status, in the language that was asked for. */
const problemFaults = (contract: Contract, draft: Draft, received: Received): string[] => {
  const { type = "", title = "", status, errors } = (received.json ?? {}) as ProblemBody;
  const short = type.replace("urn:gov:problem:", "");
  const language = draft.headers["Accept-Language"] ?? "ar";
  const hasArabic = /[\u0600-\u06ff]/.test(title);
  const isNamed = type !== "urn:gov:problem:invalid-input" || (errors?.length ?? 0) > 0;
  return [
    ...(contract.problemTypes[short] === received.status ? [] : [`${type} is not described`]),
    ...(status === received.status ? [] : [`the problem says ${status}`]),
    ...(isNamed ? [] : ["no field is named"]),
    ...(language.startsWith("ar") && !hasArabic ? ["the title is not in Arabic"] : []),
    ...(language.startsWith("en") && hasArabic ? ["the title is not in English"] : []),
    ...(errors ?? []).flatMap(({ field, message }) =>
      message === "" ? [`nothing is said of ${field}`] : [],
    ),
  ];
};

/** Everything in which an answer breaks the contract; `onObject` hears of what it told. */
export const judge = (
  contract: Contract,
  operation: Operation,
  asked: Readonly<{ draft: Draft; lawful: boolean }>,
  received: Received,
  onObject?: Hears,
): string[] => {
  const { status } = received;
  if (status >= 500) return [`${status}: ${received.text.slice(0, 300)}`];
  const answer = operation.answers.get(status);
  if (!answer) return [`status ${status} is not described: ${received.text.slice(0, 300)}`];
  const isProblem = "application/problem+json" in answer.content;
  return [
    ...(status < 300 && !asked.lawful ? ["carried out, although the contract forbids it"] : []),
    ...headerFaults(contract, answer, received.headers),
    ...bodyFaults(contract, answer, received, onObject),
    ...(isProblem ? problemFaults(contract, asked.draft, received) : []),
  ];
};
