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
const takes = ({ parameters }: Operation, name: string): boolean =>
  parameters.some((one) => one.$ref === `#/components/parameters/${name}`);

test("every operation names one known scope for both ways to show a token", () => {
  for (const { path, method, operation } of operations) {
    const scopes = operation.security.flatMap((way) => Object.values(way).flat());
    const schemes = operation.security.flatMap((way) => Object.keys(way));
    assert.deepEqual(schemes, [...tokenSchemes], `${method} ${path}`);
    assert.equal(new Set(scopes).size, 1, `${method} ${path}`);
    assert.ok(
      scopes.every((scope) => Object.hasOwn(apiScopes, scope)),
      `${method} ${path}`,
    );
  }
});

test("every operation says version, language, proof and the failures that go with what it takes", () => {
  for (const { path, method, operation } of operations) {
    const what = `${method} ${path}`;
    for (const name of ["PayVersion", "AcceptLanguage", "DPoP"])
      assert.ok(takes(operation, name), what);
    const isKeyed = takes(operation, "IdempotencyKey");
    const isFile = path.endsWith("/content");
    assert.equal(isKeyed, method !== "get" && !isFile, what);
    const expected = [
      "400",
      "401",
      "403",
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
