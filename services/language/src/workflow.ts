import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { settle } from "./settle.ts";
import type { Actor, State, Transition, WorkflowEvent } from "./workflow-schema.ts";

export const nextStateErrors = ["unknownState", "illegal", "notYours", "undecided"] as const;
export type NextStateError = (typeof nextStateErrors)[number];

export const nextStateErrorTexts: Readonly<Record<NextStateError, Text>> = {
  unknownState: {
    ar: "حالة الطلب غير معروفة في هذه النسخة من الخدمة.",
    en: "This version of the service does not know the state of the application.",
  },
  illegal: {
    ar: "لا يمكن ذلك في الحالة الحالية للطلب. حدّث الصفحة لترى حالته الآن.",
    en: "This cannot be done in the present state. Reload the page to see where it stands.",
  },
  notYours: {
    ar: "هذا الإجراء ليس من صلاحيتك.",
    en: "This step is not yours to take.",
  },
  undecided: {
    ar: "لا يمكن ذلك قبل استكمال البيانات اللازمة لتحديد الخطوة التالية.",
    en: "This cannot be done before the data that decides the next step is complete.",
  },
};

/** The state with this code, if the definition has it. */
export const findState = (definition: ServiceDefinition, code: string): State | undefined =>
  definition.workflow.states.find((state) => state.code === code);

/** The state in which every case begins. A definition without it was never proved. */
export const initialState = (definition: ServiceDefinition): State => {
  const state = findState(definition, definition.workflow.initial);
  if (!state) throw new Error(`${definition.code} has no initial state`);
  return state;
};

/** The legal transitions out of a state; with `by`, only those this actor may take. */
export const transitionsFrom = (
  definition: ServiceDefinition,
  state: string,
  by?: Actor,
): Transition[] =>
  definition.workflow.transitions.filter(
    (transition) => transition.from === state && (by === undefined || transition.by === by),
  );

/** Where an event leads and by which transition. */
export type Step = Readonly<{ state: State; transition: Transition }>;

/**
 * What an event does to a case. Pure: the caller stores it. Guards are decided over `data`;
 * the first transition whose guard holds is taken. With `by`, the actor must be allowed.
 */
export const nextState = (
  definition: ServiceDefinition,
  from: string,
  event: WorkflowEvent,
  by?: Actor,
  data?: CaseData,
): Result<Step, NextStateError> => {
  if (!findState(definition, from)) return err("unknownState");
  const legal = transitionsFrom(definition, from).filter((each) => each.event === event);
  if (legal.length === 0) return err("illegal");
  const mine = legal.filter((transition) => by === undefined || transition.by === by);
  if (mine.length === 0) return err("notYours");
  const settled = data && settle(definition, data);
  for (const transition of mine) {
    if (transition.when !== undefined) {
      const decided = settled ? decide(definition, transition.when, settled).holds : "waiting";
      if (decided === "waiting") return err("undecided");
      if (!decided) continue;
    }
    const state = findState(definition, transition.to);
    return state ? ok({ state, transition }) : err("unknownState");
  }
  return err("illegal");
};
