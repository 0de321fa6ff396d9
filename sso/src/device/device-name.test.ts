import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { coarsePlace, deviceName } from "./device-name.ts";

test("browsers have the names that people know", () => {
  const named = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0":
      "Firefox on Windows",
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36":
      "Chrome on Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1":
      "Safari on iPhone",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36 Edg/138.0":
      "Edge on Windows",
    "curl/8.5": "an unknown device",
  };
  for (const [agent, name] of Object.entries(named)) assert.equal(deviceName(agent).en, name);
});

test("a place says the network and hides whose address it was", () => {
  assert.equal(coarsePlace("185.12.64.7/32"), "185.12.•.•");
  assert.equal(coarsePlace("::ffff:10.1.2.3"), "10.1.•.•");
  assert.equal(coarsePlace("2a00:1450:4009:81f::200e"), "2a00:1450:•");
  assert.equal(coarsePlace(null), "—");
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.ok(!coarsePlace(address).endsWith(address.split(".").slice(2).join(".")));
    }),
  );
});
