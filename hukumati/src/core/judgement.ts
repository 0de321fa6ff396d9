import type { Asked } from "./asked.ts";
import type { CheckedCode, Verdict } from "./check-code.ts";

/** What the person who checks is told. */
export type Judgement =
  /** Signed by the state and valid by its register. */
  | "genuine"
  /** Signed by the state and in its time; the register could not be asked. */
  | "signed"
  | "expired"
  | "withdrawn"
  | "altered"
  /** Signed by the state, but its register has no such document. */
  | "notInRegister"
  | "unknownKey"
  /** No such document in the register. */
  | "unknown"
  /** A number alone proves nothing without the register. */
  | "numberNeedsRegister"
  | "notACode";

export type Register = Asked<Verdict> | undefined;

const byRegister: Readonly<Record<Verdict["outcome"], Judgement>> = {
  genuine: "genuine",
  expired: "expired",
  withdrawn: "withdrawn",
  altered: "altered",
  unknown: "unknown",
};

/** Of a document's printed number only the register can say anything. */
export const judgeNumber = (register: Register): Judgement =>
  register?.ok ? byRegister[register.value.outcome] : "numberNeedsRegister";

/** What the phone saw and what the register says, together; the graver one counts. */
export const judgeCode = (checked: CheckedCode, register: Register): Judgement => {
  if (checked.outcome === "altered" || checked.outcome === "notACode") return checked.outcome;
  if (!register?.ok) return checked.outcome === "valid" ? "signed" : checked.outcome;
  const { outcome } = register.value;
  if (checked.outcome === "unknownKey") {
    return outcome === "unknown" ? "unknownKey" : byRegister[outcome];
  }
  if (outcome === "unknown") return "notInRegister";
  if (outcome === "genuine" && checked.outcome === "expired") return "expired";
  return byRegister[outcome];
};
