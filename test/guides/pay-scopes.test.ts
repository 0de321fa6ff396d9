import assert from "node:assert/strict";
import { test } from "node:test";
import { apiScopes } from "../../pay/src/api-scopes.ts";
import { resourceScopes } from "../../sso/src/protocol/resources.ts";

test("sign-in gives the scopes that the gateway's contract names, and no others", () => {
  assert.deepEqual(Object.keys(apiScopes).toSorted(), resourceScopes["urn:gov:pay"].toSorted());
});
