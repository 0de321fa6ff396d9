import { knownNames } from "@gov/services/language/model.ts";
import type { Actor, Check, State, Transition } from "@gov/services/language/workflow-schema.ts";
import type { WorkflowEvent } from "@gov/services/language/workflow-schema.ts";
import type { Input, ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { codeFrom } from "../new-names.ts";
import { codeInput, emptyText, pairOf, reasonsList, titleInput } from "./common-parts.ts";
import {
  actorNames,
  eventNames,
  outcomeNames,
  roleNames,
  stateKindNames,
} from "./workflow-words.ts";
import { optionsOf } from "./workflow-words.ts";

const roleInput = (name: string): Input => ({
  kind: "one",
  name,
  label: { ar: "من يقوم بها", en: "Whose task it is" },
  options: optionsOf(roleNames),
});

const hours: Pick<Extract<Input, { kind: "whole" }>, "kind" | "unit"> = {
  kind: "whole",
  unit: { ar: "ساعة عمل", en: "working hours" },
};

const kindInput: Input = {
  kind: "one",
  name: "kind",
  label: { ar: "من ننتظر في هذه الحالة؟", en: "Whom do we wait for?" },
  options: optionsOf(stateKindNames),
};

const statesOf = ({ draft }: PartContext) =>
  draft.workflow.states.map(({ code, text }) => ({ value: code, label: text }));

const freshTask = (title: State["text"]) => ({ role: "officer", title, slaWorkingHours: 16 });

const statesList: ListSpec = {
  name: "states",
  title: { ar: "الحالات وما يخرج منها", en: "States and what leads out of them" },
  style: "pages",
  most: 40,
  called: { ar: "حالة", en: "State" },
  add: { ar: "أضف حالة", en: "Add a state" },
  asked: [
    titleInput({ ar: "اسم الحالة كما يراه المواطن", en: "Its name, as people see it" }, "text"),
    kindInput,
  ],
  fresh: ({ draft }, asked) => {
    const text = pairOf(asked["text"]);
    const kind = String(asked["kind"]);
    const code = codeFrom(draft, text.en, "state");
    return {
      code,
      kind,
      text,
      next: emptyText,
      ...(kind === "work" ? { task: freshTask(text) } : {}),
    };
  },
};

export const workflowPart: PartSpec = {
  listsFirst: true,
  called: { ar: "سير العمل", en: "Workflow" },
  title: () => ({ ar: "سير العمل", en: "Workflow" }),
  inputs: (context) => [
    {
      kind: "one",
      name: "initial",
      label: { ar: "يبدأ الطلب في", en: "An application begins in" },
      options: statesOf(context),
    },
  ],
  lists: () => [statesList],
};

const defaultActor: Readonly<Record<WorkflowEvent, Actor>> = {
  submit: "applicant",
  pay: "system",
  approve: "officer",
  reject: "officer",
  requestInformation: "officer",
  answerInformation: "applicant",
  checked: "system",
  withdraw: "applicant",
};

const eventInput: Input = {
  kind: "one",
  name: "event",
  label: { ar: "ما الذي يحدث", en: "What happens" },
  options: optionsOf(eventNames),
};

const transitionsFrom = (from: string): ListSpec => ({
  name: "transitions",
  elsewhere: { list: "workflow.transitions", property: "from", is: from },
  title: { ar: "ما يخرج من هذه الحالة", en: "What leads out of this state" },
  about: {
    ar: "إن كان للحدث الواحد أكثر من خطوة، تُؤخذ أول خطوة يتحقق شرطها، والأخيرة بلا شرط.",
    en: "Of several steps for one event the first whose condition holds is taken; the last has none.",
  },
  style: "pages",
  most: 200,
  called: { ar: "خطوة", en: "Step" },
  add: { ar: "أضف خطوة", en: "Add a step" },
  asked: [
    eventInput,
    { kind: "one", name: "to", label: { ar: "إلى حالة", en: "To the state" }, options: [] },
  ],
  fresh: (_, asked) => {
    const event = String(asked["event"]) as WorkflowEvent;
    const label = eventNames[event];
    return { from, event, to: String(asked["to"]), by: defaultActor[event], label };
  },
});

const withStates = (list: ListSpec, context: PartContext): ListSpec => ({
  ...list,
  asked: (list.asked ?? []).map((input) =>
    input.kind === "one" && input.name === "to" ? { ...input, options: statesOf(context) } : input,
  ),
});

const checksList: ListSpec = {
  name: "checks",
  title: { ar: "ما تؤكده مؤسسات أخرى", en: "What other institutions confirm" },
  about: {
    ar: "تُسأل المؤسسات معا، ويمضي الطلب حين تجيب كلها. الحالة التي فيها تأكيد لا مهمة فيها لمؤسستكم.",
    en: "They are asked side by side; the case goes on when all have answered. A state with checks has no task of your own.",
  },
  style: "pages",
  most: 12,
  called: { ar: "تأكيد", en: "Check" },
  add: { ar: "أضف تأكيدا", en: "Add a check" },
  asked: [
    titleInput({ ar: "ما يُطلب تأكيده", en: "What they are asked to confirm" }),
    { kind: "one", name: "institution", label: { ar: "المؤسسة", en: "Institution" }, options: [] },
  ],
  fresh: ({ draft }, asked): Check => {
    const title = pairOf(asked["title"]);
    const institution = String(asked["institution"]);
    const code = codeFrom(draft, title.en, "check");
    return {
      code,
      institution,
      role: "officer",
      title,
      slaWorkingHours: 16,
      shows: [],
      reasons: [],
    };
  },
};

const withInstitutions = (list: ListSpec, { institutions }: PartContext): ListSpec => ({
  ...list,
  asked: (list.asked ?? []).map((input) =>
    input.kind === "one" && input.name === "institution"
      ? { ...input, options: institutions }
      : input,
  ),
});

const taskInputs: readonly Input[] = [
  titleInput({ ar: "المهمة", en: "The task" }, "task.title"),
  roleInput("task.role"),
  { ...hours, name: "task.slaWorkingHours", label: { ar: "مدتها", en: "Time for it" } },
  {
    ...hours,
    name: "task.escalateAfterWorkingHours",
    optional: true,
    label: { ar: "تصل إلى المشرف إن تأخرت", en: "Goes to a supervisor once so late" },
  },
];

const ownInputs = (state: State): readonly Input[] => {
  if (state.kind === "final") {
    return [
      {
        kind: "one",
        name: "outcome",
        label: { ar: "كيف انتهى الطلب", en: "How it ended" },
        options: optionsOf(outcomeNames),
      },
    ];
  }
  return state.kind === "work" && (state.checks ?? []).length === 0 ? taskInputs : [];
};

export const statePart: PartSpec = {
  called: { ar: "حالة", en: "State" },
  title: ({ text }: State) => text,
  inputs: ({ draft, item }) => [
    titleInput({ ar: "اسم الحالة كما يراه المواطن", en: "Its name, as people see it" }, "text"),
    {
      kind: "texts",
      name: "next",
      label: { ar: "ما الذي يحدث بعدها", en: "What happens next" },
      hint: { ar: "يُقال للمواطن تحت اسم الحالة.", en: "Said to people under the state's name." },
    },
    kindInput,
    ...ownInputs(item as State),
    ...(draft.documents.length === 0
      ? []
      : [
          {
            kind: "several",
            name: "issues",
            optional: true,
            label: { ar: "وثائق تصدر عند الوصول إليها", en: "Documents issued on arrival" },
            options: draft.documents.map(({ code, title }) => ({ value: code, label: title })),
          } as const,
        ]),
    codeInput,
  ],
  lists: (context) => {
    const { kind, code } = context.item as State;
    if (kind === "final") return [];
    const out = withStates(transitionsFrom(code), context);
    return kind === "work" ? [out, withInstitutions(checksList, context)] : [out];
  },
  tidy: ({ task, checks, outcome, ...state }: State) => {
    const asking = state.kind === "work" && checks !== undefined && checks.length > 0;
    return {
      ...state,
      ...(state.kind === "final" && outcome ? { outcome } : {}),
      ...(asking ? { checks } : {}),
      ...(state.kind === "work" && !asking ? { task: task ?? freshTask(state.text) } : {}),
    };
  },
};

export const checkPart: PartSpec = {
  called: { ar: "تأكيد من مؤسسة أخرى", en: "Check by another institution" },
  title: ({ title }: Check) => title,
  inputs: ({ draft, institutions }) => [
    titleInput({ ar: "ما يُطلب تأكيده", en: "What they are asked to confirm" }),
    {
      kind: "one",
      name: "institution",
      label: { ar: "المؤسسة", en: "Institution" },
      options: institutions.filter(({ value }) => value !== draft.institution),
    },
    roleInput("role"),
    { ...hours, name: "slaWorkingHours", label: { ar: "مدتها", en: "Time for it" } },
    {
      kind: "rule",
      name: "when",
      optional: true,
      label: { ar: "متى تُسأل", en: "When they are asked" },
      hint: { ar: "اتركه فارغا لتُسأل دائما.", en: "Leave it empty and they always are." },
    },
    {
      kind: "several",
      name: "shows",
      label: { ar: "ما يراه موظفوها من الطلب", en: "What their people see of the case" },
      hint: {
        ar: "لا يرون غيره. اختر ما يحتاجه هذا التأكيد وحده.",
        en: "They see nothing else. Choose only what this check needs.",
      },
      options: knownNames(draft)
        .filter(({ name }) => !/^(check|case|fee)\.|^today$/.test(name))
        .filter(({ type, name }) => !(type.type === "list" && name.includes(".")))
        .map(({ name, label }) => ({ value: name, label })),
    },
    codeInput,
  ],
  lists: () => [
    reasonsList(
      { ar: "أسباب الاعتراض", en: "Reasons for objecting" },
      {
        ar: "يختار الموظف سببا منها، ويُقال للمواطن.",
        en: "Their officer chooses one; the applicant is told.",
      },
    ),
  ],
};

export const transitionPart: PartSpec = {
  called: { ar: "خطوة", en: "Step" },
  title: ({ label }: Transition) => label,
  inputs: (context) => [
    titleInput({ ar: "الكلام على الزر", en: "The words on the button" }, "label"),
    eventInput,
    {
      kind: "one",
      name: "from",
      label: { ar: "من حالة", en: "From the state" },
      options: statesOf(context),
    },
    {
      kind: "one",
      name: "to",
      label: { ar: "إلى حالة", en: "To the state" },
      options: statesOf(context),
    },
    {
      kind: "one",
      name: "by",
      label: { ar: "من يفعلها", en: "Who does it" },
      options: optionsOf(actorNames),
    },
    {
      kind: "rule",
      name: "when",
      optional: true,
      label: { ar: "بشرط", en: "Only where" },
      hint: { ar: "اتركه فارغا لتُؤخذ دائما.", en: "Leave it empty and it is always taken." },
    },
  ],
  lists: ({ item }) =>
    ["approve", "reject"].includes((item as Transition).event)
      ? [
          reasonsList(
            { ar: "الأسباب", en: "Reasons" },
            {
              ar: "يختار الموظف سببا منها، ويُقال للمواطن.",
              en: "The officer chooses one; the applicant is told.",
            },
          ),
        ]
      : [],
};
