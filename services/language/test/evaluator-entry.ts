import { bindingRequests, confirmationKey, factsShown, readBinding } from "../src/bindings.ts";
import { documentFields } from "../src/documents.ts";
import { eligibility } from "../src/eligibility.ts";
import { evaluate, explain } from "../src/evaluate.ts";
import { computeFee } from "../src/fees.ts";
import { fillText } from "../src/fill-text.ts";
import { pagesToAsk, prefillFor } from "../src/pages.ts";
import { showAnswer } from "../src/show-value.ts";
import { validatePage } from "../src/validate-page.ts";
import { nextState } from "../src/workflow.ts";
import { answerCase } from "./answer-case.ts";
import { answerServiceCase } from "./answer-service-case.ts";

/** Everything that a phone or a browser evaluates of a service. */
export const language = {
  answerCase,
  answerServiceCase,
  bindingRequests,
  computeFee,
  confirmationKey,
  documentFields,
  eligibility,
  evaluate,
  explain,
  factsShown,
  fillText,
  nextState,
  pagesToAsk,
  prefillFor,
  readBinding,
  showAnswer,
  validatePage,
};
