import type { Text } from "@gov/kit/text.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import type { RecoveryFailure } from "#src/recovery-code/use-recovery-code.ts";
import type { TotpFailure } from "#src/totp/totp.ts";
import type { CodeFailure } from "./code-step.ts";
import type { CodeWay } from "./sign-in-pages.ts";
import { signInTexts as texts } from "./sign-in-texts.ts";

/** A code that cannot be one, whatever it opens. */
export type CodeShapeError = "empty" | "not-six-digits" | "not-a-recovery-code";

const shapeTexts: Readonly<Record<CodeShapeError, Text>> = {
  empty: texts.codeEmpty,
  "not-six-digits": texts.codeShape,
  "not-a-recovery-code": texts.recoveryShape,
};

const wrongTexts: Readonly<Record<CodeWay, Text>> = {
  sms: texts.codeWrong,
  totp: texts.totpWrong,
  "recovery-code": texts.recoveryWrong,
};

/** What is wrong with a code, and what to do. */
export const codeErrorText = (
  way: CodeWay,
  error: CodeShapeError | CodeFailure | TotpFailure | RecoveryFailure,
): Text => {
  if (typeof error === "string") return shapeTexts[error];
  switch (error.kind) {
    case "throttled":
      return retryAfterText(error.retryAfterSeconds);
    case "wrong":
      return wrongTexts[way];
    case "used":
      return way === "totp" ? texts.totpUsed : texts.recoveryUsed;
    case "void":
      return texts.codeVoid;
    case "not-enrolled":
      return texts.notEnrolled;
  }
};
