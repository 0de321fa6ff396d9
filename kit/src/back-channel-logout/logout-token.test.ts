import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { generateKeyPair } from "jose";
import { logoutToken } from "../back-channel-logout-test/logout-tokens.ts";
import { createLogoutTokenVerifier } from "./logout-token.ts";

/** A sign-in service whose keys do not come. */
const startSilent = async (answer: "cuts" | "fails") => {
  const server = createServer((_request, response) => {
    if (answer === "cuts") response.destroy();
    else response.writeHead(500).end();
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => void server.close(closed));
  };
  return { issuer, close };
};

for (const answer of ["cuts", "fails"] as const) {
  test(`a token is neither good nor bad while the issuer ${answer}`, async () => {
    const { issuer, close } = await startSilent(answer);
    const { privateKey } = await generateKeyPair("ES256");
    const token = await logoutToken({ issuer, privateKey, kid: "k" }, "portal", { sid: "s" });
    const verify = createLogoutTokenVerifier({ issuer, clientIds: ["portal"] });
    assert.deepEqual(await verify(token), { ok: false, error: "keysAway" });
    await close();
  });
}
