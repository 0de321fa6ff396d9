import type { Fault } from "../faults.ts";
import type { PartyContext } from "../party.ts";
import type { CardFacts, CardFaultKind } from "./card-faults.ts";
import { errorBody } from "./gateway-errors.ts";
import type { GatewayError } from "./gateway-errors.ts";

export const base = "/api/rest/version/100/merchant/:merchantId";

/** Does the work and answers, through whatever fault is arranged for these facts. */
export type Answer = (
  c: PartyContext,
  facts: CardFacts,
  work: (fault: Fault<CardFaultKind> | undefined) => Response,
) => Promise<Response>;

export const readJson = (c: PartyContext): Promise<unknown> => c.req.json().catch(() => undefined);

export const refuse = (c: PartyContext, error: GatewayError): Response =>
  c.json(errorBody(error), error.status);
