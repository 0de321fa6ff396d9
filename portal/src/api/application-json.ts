import type { z } from "@hono/zod-openapi";
import { moneyToJson } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { applicationPath } from "#src/case/application-paths.ts";
import { findState } from "@gov/services/language/workflow.ts";
import type { CaseEvent, GovernmentCase } from "#src/case/case.ts";
import { dueNow } from "#src/case/pay-button.ts";
import { eventTexts, nextText, stateText, subjectOf, wordsIn } from "#src/case/case-text.ts";
import type { DocumentRow } from "#src/documents/document-queries.ts";
import type { applicationDetailSchema, applicationSchema } from "./api-schemas.ts";

/** A case as the app lists it. */
export const applicationJson = (
  publicUrl: string,
  definition: ServiceDefinition,
  current: GovernmentCase,
): z.infer<typeof applicationSchema> => {
  const subject = subjectOf(definition, current);
  const waitsForMe = current.waitsFor === "citizen";
  const kind = findState(definition, current.state)?.kind;
  const due = kind === "payment" ? dueNow(current) : undefined;
  return {
    reference: current.reference,
    service: definition.title,
    ...(subject ? { subject } : {}),
    state: current.state,
    stateText: stateText(definition, current),
    submittedAt: current.submittedAt.toISOString(),
    updatedAt: current.updatedAt.toISOString(),
    waitsForMe,
    ...(waitsForMe ? { waitsForWhat: due ? ("payment" as const) : ("answer" as const) } : {}),
    ...(due ? { due: moneyToJson(due) } : {}),
    ...(current.fee
      ? { fee: { ...moneyToJson(current.fee), paid: current.paidAt !== undefined } }
      : {}),
    ...(current.paidAt ? { paidAt: current.paidAt.toISOString() } : {}),
    links: {
      self: `${publicUrl}/api/v1/me/applications/${current.reference}`,
      page: `${publicUrl}${applicationPath(current.reference)}`,
      ...(due && current.bill ? { pay: current.bill.payUrl } : {}),
      ...(current.receiptUrl ? { receipt: current.receiptUrl } : {}),
    },
  };
};

/** The same with its timeline and documents. */
export const applicationDetailJson = (
  publicUrl: string,
  definition: ServiceDefinition,
  current: GovernmentCase,
  more: Readonly<{
    institution: Text;
    events: readonly CaseEvent[];
    documents: readonly DocumentRow[];
  }>,
): z.infer<typeof applicationDetailSchema> => {
  const next = nextText(definition, current);
  return {
    ...applicationJson(publicUrl, definition, current),
    institution: more.institution,
    ...(next ? { next } : {}),
    timeline: more.events.map((event) => {
      const detail = wordsIn(event.data["text"], "ar");
      return {
        kind: event.kind,
        text: eventTexts[event.kind],
        ...(detail ? { detail } : {}),
        at: event.at.toISOString(),
      };
    }),
    documents: more.documents.map(({ number, title, issuedAt }) => ({
      number,
      title,
      issuedAt: issuedAt.toISOString(),
    })),
  };
};
