import assert from "node:assert/strict";
import { test } from "node:test";
import { events, type Workflow } from "@gov/services/language/workflow-schema.ts";
import fc from "fast-check";
import { groupedDraft } from "./grouped-draft-sample.ts";
import { boxSize, layoutWorkflow } from "./workflow-layout.ts";
import { workflowSvg } from "./workflow-svg.ts";

const text = { ar: "حالة", en: "State" };
const stateNamed = (number: number) => ({
  code: `s${number}`,
  kind: "work" as const,
  text,
  next: text,
});

/** Any workflow of at most 40 states, whether it makes sense or not. */
const workflow: fc.Arbitrary<Workflow> = fc.integer({ min: 1, max: 40 }).chain((count) =>
  fc
    .array(fc.tuple(fc.nat(count), fc.nat(count), fc.constantFrom(...events)), { maxLength: 90 })
    .map((ways) => ({
      initial: "s0",
      states: Array.from({ length: count }, (_, number) => stateNamed(number)),
      transitions: ways.map(([from, to, event]) => ({
        from: `s${from}`,
        to: `s${to}`,
        event,
        by: "officer" as const,
        label: text,
      })),
    })),
);

test("every state has its own place, within the drawing, and every way is drawn once", () => {
  fc.assert(
    fc.property(workflow, (any) => {
      const { boxes, edges, width, height } = layoutWorkflow(any);
      assert.deepEqual(
        boxes.map(({ code }) => code),
        any.states.map(({ code }) => code),
      );
      for (const [index, a] of boxes.entries()) {
        assert.ok(a.x >= 0 && a.y >= 0);
        assert.ok(a.x + boxSize.width <= width && a.y + boxSize.height <= height);
        for (const b of boxes.slice(index + 1)) {
          const apart =
            Math.abs(a.x - b.x) >= boxSize.width + 24 || Math.abs(a.y - b.y) >= boxSize.height + 24;
          assert.ok(apart, `${a.code} covers ${b.code}`);
        }
      }
      const known = new Set(any.states.map(({ code }) => code));
      const drawn = edges.flatMap(({ transitions }) => transitions);
      const there = any.transitions.filter(({ from, to }) => known.has(from) && known.has(to));
      assert.equal(drawn.length, there.length);
      const lanes = edges.map(({ lane }) => lane).filter((lane) => lane > 0);
      assert.equal(new Set(lanes).size, lanes.length, "two ways over the boxes share a lane");
    }),
    { numRuns: 100 },
  );
});

test("Arabic is read from the right: the first state stands there, and the picture has its words", () => {
  const xOf = (svg: string): number =>
    Number(/class="state draft[^>]*>\s*<rect\s+x="([\d.]+)"/.exec(svg)?.[1]);
  const [ar, en] = [
    String(workflowSvg(groupedDraft, "ar")),
    String(workflowSvg(groupedDraft, "en")),
  ];
  assert.ok(xOf(ar) > 300 && xOf(en) < 50, `${xOf(ar)} ${xOf(en)}`);
  for (const svg of [ar, en]) assert.match(svg, /<title id="flow-title">[^<]+<\/title>/);
  assert.ok(ar.includes("لدى الصحة") && en.includes("With health"));
});
