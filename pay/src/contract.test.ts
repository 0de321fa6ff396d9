import assert from "node:assert/strict";
import { test } from "node:test";
import { apiErrors } from "./api-errors.ts";
import { apiScopes, tokenSchemes } from "./api-scopes.ts";
import { contract } from "./contract.ts";

type Operation = {
  security: Record<string, string[]>[];
  parameters: { $ref?: string; name?: string }[];
  requestBody?: object;
  responses: Record<string, { $ref?: string; headers?: Record<string, object> }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  "x-problem-types": Record<string, number>;
};
const document = contract() as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const isOurs = (path: string): boolean => path.startsWith("/v1/");
/** What is published, to be read without a token. */
const published = new Set(["get /v1/receipt-days", "get /v1/receipts/{number}/inclusion"]);
const takes = ({ parameters }: Operation, name: string): boolean =>
  parameters.some((one) => one.$ref === `#/components/parameters/${name}`);

/** Calls of another API, which a bank makes with one scope and a biller with another. */
const ofTwoCallers = new Set(["get /govstack/transferRequests/{transferRequestId}"]);

test("every operation names one known scope for both ways to show a token", () => {
  for (const { path, method, operation } of operations) {
    const what = `${method} ${path}`;
    if (published.has(what)) {
      assert.deepEqual(operation.security, [], what);
      continue;
    }
    const scopes = new Set(operation.security.flatMap((way) => Object.values(way).flat()));
    assert.equal(scopes.size, ofTwoCallers.has(what) ? 2 : 1, what);
    for (const scope of scopes) {
      assert.ok(Object.hasOwn(apiScopes, scope), what);
      const ways = operation.security.filter((way) => Object.values(way).flat().includes(scope));
      assert.deepEqual(ways.flatMap(Object.keys), [...tokenSchemes], what);
    }
  }
});

test("every operation says version, language, proof and the failures that go with what it takes", () => {
  for (const { path, method, operation } of operations.filter((one) => isOurs(one.path))) {
    const what = `${method} ${path}`;
    for (const name of ["PayVersion", "AcceptLanguage"]) assert.ok(takes(operation, name), what);
    const isPublished = published.has(what);
    assert.equal(takes(operation, "DPoP"), !isPublished, what);
    const isKeyed = takes(operation, "IdempotencyKey");
    const isFile = path.endsWith("/content");
    assert.equal(isKeyed, method !== "get" && !isFile, what);
    const expected = [
      "400",
      ...(isPublished ? [] : ["401", "403"]),
      ...(path.includes("{") ? ["404"] : []),
      ...(isKeyed ? ["409", "413", "422"] : []),
      ...(operation.requestBody ? ["415"] : []),
    ];
    for (const status of expected) assert.ok(operation.responses[status], `${what} ${status}`);
    for (const [status, { headers = {} }] of Object.entries(operation.responses)) {
      if (!status.startsWith("2")) continue;
      assert.ok("Pay-Version" in headers && "X-Request-Id" in headers, what);
      assert.equal("Idempotent-Replayed" in headers, isKeyed, what);
    }
  }
});

test("every failure of the API is a problem type of the contract, with its status", () => {
  for (const { type, status } of Object.values(apiErrors)) {
    assert.equal(document["x-problem-types"][type], status, type);
  }
});
