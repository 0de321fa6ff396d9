import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseFilter, parsePatchPath } from "./filter.ts";
import { matchesFilter } from "./match-filter.ts";

const bjensen = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  userName: "bjensen",
  name: { familyName: "O'Malley", givenName: "Barbara" },
  title: "Tour Guide",
  userType: "Employee",
  emails: [
    { type: "work", value: "bjensen@example.com" },
    { type: "home", value: "babs@jensen.org" },
  ],
  ims: [{ type: "xmpp", value: "bj@foo.com" }],
  meta: { lastModified: "2012-05-13T04:42:34Z" },
};

test("the filters of RFC 7644, figure 2, say of its user what they mean", () => {
  const table: [string, boolean][] = [
    [`userName Eq "bjensen"`, true],
    [`name.familyName co "O'Malley"`, true],
    [`userName sw "J"`, false],
    [`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b"`, true],
    [`title pr`, true],
    [`nickName pr`, false],
    [`meta.lastModified gt "2011-05-13T04:42:34Z"`, true],
    [`meta.lastModified ge "2012-05-13T04:42:34Z"`, true],
    [`meta.lastModified lt "2011-05-13T04:42:34Z"`, false],
    [`title pr and userType eq "Employee"`, true],
    [`title pr or userType eq "Intern"`, true],
    [`schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"`, true],
    [`userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")`, true],
    [`userType ne "Employee" and not (emails co "example.com" or emails.value co "x")`, false],
    [`userType eq "Employee" and (emails.type eq "work")`, true],
    [`userType eq "Intern" or not (title pr)`, false],
    [`not (userName eq "x") and nickName eq null`, true],
  ];
  for (const [text, matches] of table) {
    const filter = parseFilter(text);
    assert.ok(filter.ok, text);
    assert.equal(matchesFilter(filter.value, bjensen), matches, text);
  }
});

test("'and' binds closer than 'or', and brackets closer than both", () => {
  const shape = (text: string): string => {
    const filter = parseFilter(text);
    assert.ok(filter.ok);
    return JSON.stringify(filter.value);
  };
  assert.equal(shape(`a pr or b pr and c pr`), shape(`a pr or (b pr and c pr)`));
  assert.notEqual(shape(`a pr or b pr and c pr`), shape(`(a pr or b pr) and c pr`));
  assert.equal(shape(`emails[type eq "work"]`), shape(`emails.type eq "work"`));
});

test("what is no filter is refused with the place where it stops making sense", () => {
  for (const text of [
    "",
    "userName",
    "userName eq",
    "userName is 5",
    `userName eq 'x'`,
    `userName eq "x`,
    `userName eq "x" and`,
    `userName eq "x" userName`,
    `(userName eq "x"`,
    `not userName eq "x"`,
    `emails[type[x eq 1]]`,
    `userName eq {}`,
    `userName eq "\\u0000"`,
    "(".repeat(50) + "a pr" + ")".repeat(50),
    Array.from({ length: 100 }, () => "a pr").join(" and "),
    `a eq "${"x".repeat(3_000)}"`,
  ]) {
    assert.equal(parseFilter(text).ok, false, text.slice(0, 60));
  }
});

test("any text is read or refused, never a crash, and quickly", () => {
  const pieces = fc.constantFrom(
    "(",
    ")",
    "[",
    "]",
    " and ",
    " or ",
    "not ",
    "a",
    ".b",
    " eq ",
    '"x"',
    " pr",
    "1",
    "null",
    "\\",
    '"',
    "\0",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      parseFilter(text);
      parsePatchPath(text);
    }),
  );
});

test("paths of PATCH are those of RFC 7644, 3.5.2", () => {
  const path = (text: string) => {
    const parsed = parsePatchPath(text);
    assert.ok(parsed.ok, text);
    return parsed.value;
  };
  assert.deepEqual(path("members"), { attribute: "members" });
  assert.deepEqual(path("name.familyName"), { attribute: "name", sub: "familyname" });
  const id = "2819c223-7f76-453a-919d-413861904646";
  const value = { kind: "compare", path: "value", op: "eq", value: id };
  assert.deepEqual(path(`members[value eq "${id}"]`), { attribute: "members", filter: value });
  assert.deepEqual(path(`members[value eq "${id}"].displayName`).sub, "displayname");
  assert.equal(path(`urn:ietf:params:scim:schemas:core:2.0:User:userName`).attribute, "username");
  for (const text of ["", "a.b.c", "emails[", "emails[type eq]", "]"]) {
    assert.equal(parsePatchPath(text).ok, false, text);
  }
});
