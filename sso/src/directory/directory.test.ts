import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { actors, acts, decide, mayCancel, mayDecide, roleChanges } from "./directory.ts";
import { staffRoles } from "#src/staff/staff-role.ts";
import { staffStates, type Act, type Actor, type StaffState } from "./directory.ts";

/** What the directory promises, written down apart from the code: state, act → state. */
const promised = `
  absent invite invited | invited grant invited | invited revoke invited | invited move invited
  invited suspend suspended | invited leave left | invited reset invited
  active grant active | active revoke active | active move active | active suspend suspended
  active leave left | active reset invited
  suspended grant suspended | suspended revoke suspended | suspended resume active
  suspended leave left
  invited stay invited | active stay active | suspended stay suspended
  left return invited`;
const steps = new Map(
  promised
    .split(/[|\n]/)
    .map((line) => line.trim().split(" "))
    .map(([state, act, to]) => [`${state} ${act}`, to]),
);
const takesTwo = {
  administrator: { ordinary: ["move"], privileged: "grant revoke move resume leave reset" },
  directory: { ordinary: [] as string[], privileged: "grant revoke resume" },
} as const;
const never: Partial<Record<Actor, readonly Act[]>> = { directory: ["move", "reset"] };

const expected = (state: StaffState, act: Act, actor: Actor, privileged: boolean): string => {
  if (actor === "oneself") return "own";
  if (actor === "stranger") return "not-yours";
  const to = steps.get(`${state} ${act}`);
  if (to === undefined) return "not-now";
  if (never[actor]?.includes(act)) return "not-yours";
  const { [actor]: two } = takesTwo;
  const listed = privileged ? two.privileged.split(" ") : two.ordinary;
  return `${(listed as readonly string[]).includes(act) ? "second-person" : "done"} ${to}`;
};

test("every state, act and actor has the outcome that is promised", () => {
  let walked = 0;
  for (const state of staffStates) {
    for (const act of acts) {
      for (const actor of actors) {
        for (const privileged of [false, true]) {
          const question = { state, act, actor, privileged };
          const verdict = decide({ ...question, lastAdministrator: false, enrolled: true });
          const told = verdict.kind === "refused" ? verdict.why : `${verdict.kind} ${verdict.to}`;
          assert.equal(told, expected(state, act, actor, privileged), JSON.stringify(question));
          const last = decide({ ...question, lastAdministrator: true, enrolled: true });
          assert.equal(last.kind, "refused", `the last administrator: ${JSON.stringify(question)}`);
          walked += 1;
        }
      }
    }
  }
  assert.equal(walked, staffStates.length * acts.length * actors.length * 2);
});

test("whoever never set up a password and an authenticator has to do that first", () => {
  const verdict = decide({
    state: "suspended",
    act: "resume",
    actor: "administrator",
    privileged: false,
    lastAdministrator: false,
    enrolled: false,
  });
  assert.deepEqual(verdict, { kind: "done", to: "invited" });
});

const someRoles = fc.subarray<string>([...staffRoles]);
const someone = fc.record({
  id: fc.constantFrom("a", "b", "c"),
  institution: fc.constantFrom("interior", "mtit"),
  roles: someRoles,
});

test("nobody agrees to what they asked for or what is about them, and only those it is for do", () => {
  const someRequest = fc.record({
    staffId: fc.constantFrom("a", "b", "c"),
    requestedBy: fc.constantFrom("a", "b", "c", null),
    institution: fc.constantFrom("interior", "mtit"),
  });
  fc.assert(
    fc.property(someone, someRequest, fc.nat(2), (person, request, others) => {
      const allowed = mayDecide(person, request, others) === undefined;
      if (person.id === request.staffId || person.id === request.requestedBy) {
        assert.equal(allowed, false);
      }
      const isAdministrator =
        person.roles.includes("administrator") && person.institution === request.institution;
      if (allowed)
        assert.ok(isAdministrator || (person.roles.includes("operator") && others === 0));
      if (mayCancel(person, request)) {
        assert.ok(person.id === request.requestedBy || isAdministrator);
      }
    }),
  );
});

test("the changes of roles lead from what somebody had to what is wanted, and to nothing else", () => {
  fc.assert(
    fc.property(someRoles, someRoles, (had, wanted) => {
      const { grant, revoke } = roleChanges(had, wanted);
      const taken = new Set([...revoke.ordinary, ...revoke.privileged]);
      const now = [...had, ...grant.ordinary, ...grant.privileged].filter((one) => !taken.has(one));
      assert.deepEqual(now.toSorted(), wanted.toSorted());
    }),
  );
});
