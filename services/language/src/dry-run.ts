import { formatMoney, type Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { eligibility } from "./eligibility.ts";
import { computeFee } from "./fees.ts";
import { modelOf } from "./model.ts";
import { pagesToAsk } from "./pages.ts";
import { both, isolated, listed, quotedText } from "./say-words.ts";
import { settle } from "./settle.ts";
import { nextState, transitionsFrom } from "./workflow.ts";
import type { Transition } from "./workflow-schema.ts";

/** A case as it was when it was sent: what it was, and what was known of it. */
export type PastCase = Readonly<{ reference: string; data: CaseData }>;

/** What a new version would do to a case: `fee`, who may have it, what is asked, where it goes. */
export type CaseDifference = Readonly<{
  kind: "fee" | "eligibility" | "questions" | "routing";
  before: Text;
  after: Text;
}>;

/** What each kind of difference is called. */
export const differenceKinds: Readonly<Record<CaseDifference["kind"], Text>> = {
  fee: { ar: "الرسم", en: "Fee" },
  eligibility: { ar: "الاستحقاق", en: "Who may have it" },
  questions: { ar: "الأسئلة", en: "Questions asked" },
  routing: { ar: "سير الطلب", en: "Where it goes" },
};

export type CaseChange = Readonly<{ reference: string; differences: readonly CaseDifference[] }>;

const showMoney = (amount: Money): Text =>
  isolated({ ar: formatMoney(amount, "ar"), en: formatMoney(amount, "en") });

const feeOf = (definition: ServiceDefinition, data: CaseData): Text => {
  const fee = computeFee(definition, data);
  if (fee.outcome === "known") return showMoney(fee.total);
  if (fee.outcome === "free") return { ar: "بلا رسوم", en: "free" };
  return fee.outcome === "unknown"
    ? { ar: "لا تُعرف بعد", en: "not known yet" }
    : { ar: "يتعذر حسابها", en: "cannot be worked out" };
};

const eligibilityOf = (definition: ServiceDefinition, data: CaseData): Text => {
  const found = eligibility(definition, data);
  if (found.outcome === "eligible") return { ar: "يستحق الخدمة", en: "may have the service" };
  if (found.outcome === "unknown") return { ar: "لا يُعرف بعد", en: "not known yet" };
  return listed(
    found.reasons.map(({ reason }) => quotedText(reason)),
    "comma",
  );
};

/** The questions asked, by code: with one of them added, an old case would lack its answer. */
const questionsOf = (definition: ServiceDefinition, data: CaseData): string[] =>
  pagesToAsk(definition, data).pages.flatMap(({ fields }) => fields.map(({ field }) => field.code));

const labelOf = (definition: ServiceDefinition, code: string): Text =>
  quotedText(modelOf(definition).fields.get(code)?.field.label ?? both(code));

const compareQuestions = (
  before: ServiceDefinition,
  after: ServiceDefinition,
  was: CaseData,
  is: CaseData,
): CaseDifference[] => {
  const asked = questionsOf(before, was);
  const asks = questionsOf(after, is);
  const gone = asked.filter((code) => !asks.includes(code)).map((code) => labelOf(before, code));
  const fresh = asks.filter((code) => !asked.includes(code)).map((code) => labelOf(after, code));
  if (gone.length === 0 && fresh.length === 0) return [];
  const nothing: Text = { ar: "—", en: "—" };
  const said = (codes: readonly Text[]): Text =>
    codes.length === 0 ? nothing : listed(codes, "comma");
  return [{ kind: "questions", before: said(gone), after: said(fresh) }];
};

type Crossroads = Readonly<Pick<Transition, "from" | "event" | "by">>;

/** Where the way of a case is decided by a condition: each state, event and actor once. */
const crossroadsOf = (definition: ServiceDefinition): Crossroads[] =>
  definition.workflow.transitions.filter(({ when }) => when !== undefined);

const showState = (
  definition: ServiceDefinition,
  { from, event, by }: Crossroads,
  data: CaseData,
) => {
  if (transitionsFrom(definition, from, by).length === 0) return undefined;
  const step = nextState(definition, from, event, by, data);
  return step.ok ? step.value.state : undefined;
};

const compareRouting = (
  before: ServiceDefinition,
  after: ServiceDefinition,
  was: CaseData,
  is: CaseData,
): CaseDifference[] => {
  const crossroads = new Map(
    [...crossroadsOf(before), ...crossroadsOf(after)].map((each) => [
      `${each.from} ${each.event} ${each.by}`,
      each,
    ]),
  );
  return [...crossroads.values()].flatMap((each): CaseDifference[] => {
    const went = showState(before, each, was);
    const goes = showState(after, each, is);
    if (went?.code === goes?.code) return [];
    const nowhere: Text = { ar: "لا انتقال", en: "no step" };
    return [
      {
        kind: "routing",
        before: went ? quotedText(went.text) : nowhere,
        after: goes ? quotedText(goes.text) : nowhere,
      },
    ];
  });
};

const differ = (kind: CaseDifference["kind"], before: Text, after: Text): CaseDifference[] =>
  before.ar === after.ar && before.en === after.en ? [] : [{ kind, before, after }];

/** What would change for one case if it were judged by the other version; null for nothing. */
export const compareCase = (
  before: ServiceDefinition,
  after: ServiceDefinition,
  { reference, data }: PastCase,
): CaseChange | null => {
  const was = settle(before, data);
  const is = settle(after, data);
  const differences = [
    ...differ("fee", feeOf(before, was), feeOf(after, is)),
    ...differ("eligibility", eligibilityOf(before, was), eligibilityOf(after, is)),
    ...compareQuestions(before, after, was, is),
    ...compareRouting(before, after, was, is),
  ];
  return differences.length === 0 ? null : { reference, differences };
};

/**
 * Judges past cases by two versions and gives, one by one, those for which something would
 * change. Nothing is kept, so the cases may be as many as there are.
 */
export function* dryRun(
  before: ServiceDefinition,
  after: ServiceDefinition,
  cases: Iterable<PastCase>,
): Generator<CaseChange, void> {
  for (const each of cases) {
    const change = compareCase(before, after, each);
    if (change) yield change;
  }
}
