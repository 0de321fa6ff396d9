import type { ServiceDefinition } from "./definition.ts";
import type { Transition } from "./workflow-schema.ts";

/** Conditions that hold, and conditions that do not, on one way through the workflow. */
export type Way = Readonly<{ hold: readonly string[]; fail: readonly string[] }>;

/** More ways than these are not told apart. */
const wayLimit = 60;

/** The conditions of the transitions that are tried before this one. */
const triedBefore = (transitions: readonly Transition[], taken: Transition): string[] =>
  transitions
    .slice(0, transitions.indexOf(taken))
    .filter(
      ({ from, event, by }) => from === taken.from && event === taken.event && by === taken.by,
    )
    .flatMap(({ when }) => when ?? []);

/**
 * The ways that lead from the start to a state, each without going in circles; undefined where
 * there are too many.
 */
export const waysTo = (definition: ServiceDefinition, state: string): Way[] | undefined => {
  const { initial, transitions } = definition.workflow;
  const ways: Way[] = [];
  let steps = 0;
  const go = (at: string, seen: ReadonlySet<string>, way: Way): void => {
    if (++steps > 2000 || ways.length > wayLimit) return;
    if (at === state) {
      ways.push(way);
      return;
    }
    for (const transition of transitions) {
      if (transition.from !== at || seen.has(transition.to)) continue;
      const { to, when } = transition;
      go(to, new Set([...seen, to]), {
        hold: [...way.hold, ...(when === undefined ? [] : [when])],
        fail: [...way.fail, ...triedBefore(transitions, transition)],
      });
    }
  };
  go(initial, new Set([initial]), { hold: [], fail: [] });
  return steps > 2000 || ways.length > wayLimit ? undefined : ways;
};
