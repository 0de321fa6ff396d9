import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { networkOf } from "./throttle.ts";

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });

test("all addresses of one IPv6 network are one, and networks are told apart", () => {
  fc.assert(
    fc.property(groups(4), groups(4), groups(4), (left, one, other) => {
      const network = `${left.join(":")}::/64`;
      assert.equal(networkOf([...left, ...one].join(":")), network);
      assert.equal(networkOf([...left, ...other].join(":").toUpperCase()), network);
    }),
  );
});

test("addresses written short are read as what they stand for", () => {
  assert.equal(networkOf("2001:db8::1"), "2001:db8:0:0::/64");
  assert.equal(networkOf("2001:db8:0:0:5::"), "2001:db8:0:0::/64");
  assert.equal(networkOf("::1"), "0:0:0:0::/64");
  assert.equal(networkOf("fe80::1:2:3:4:5"), "fe80:0:0:1::/64");
  assert.equal(networkOf("203.0.113.9"), "203.0.113.9");
});
