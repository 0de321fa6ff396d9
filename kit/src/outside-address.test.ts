import assert from "node:assert/strict";
import { test } from "node:test";
import { isOutsideAddress, leadsOutside, mayBeInside } from "./outside-address.ts";
import { postOutside } from "./outside-post.ts";

test("an address inside is told from one outside, however it is written", async () => {
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "not an address",
  ];
  for (const address of inside) assert.equal(isOutsideAddress(address), false, address);
  for (const address of ["8.8.8.8", "185.12.64.1", "2a00:1450:4009::1"]) {
    assert.equal(isOutsideAddress(address), true, address);
  }
  // Every way to write 127.0.0.1 that a URL takes.
  const loopbacks = [
    "http://2130706433/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://[::1]/",
  ];
  for (const url of [...loopbacks, "http://localhost/", "http://127.1:80/x"]) {
    assert.equal(await leadsOutside(new URL(url)), false, url);
  }
});

test("nothing inside is posted to, by number or by name, unless the host is listed", async () => {
  const post = async (url: string, inside = false) =>
    await postOutside({
      url: new URL(url),
      headers: {},
      body: "{}",
      timeoutMs: 2_000,
      maxAnswerBytes: 100,
      inside,
    });
  for (const url of ["http://127.0.0.1:9/", "http://[::1]:9/", "http://localhost:9/"]) {
    assert.equal((await post(url)).error, "insideAddress", url);
  }
  assert.equal((await post("http://127.0.0.1:9/", true)).error, "noConnection");
  const listed = ["localhost:3000", "portal.gov:443"];
  assert.equal(mayBeInside(listed, new URL("https://portal.gov/x")), true);
  assert.equal(mayBeInside(listed, new URL("http://portal.gov/x")), false);
  assert.equal(mayBeInside(["*"], new URL("http://10.0.0.1/x")), true);
});
