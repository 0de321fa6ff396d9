import { findPayer } from "./accounts.ts";
import { standOf } from "./books.ts";
import type { PaymentRequest } from "./books.ts";
import type { InstantFault } from "./instant-faults.ts";
import { writeRequestStatus } from "./iso-write.ts";
import type { InstantSystem } from "./system.ts";

/** The same money for the same bill: another message about the same request. */
const isSame = (a: PaymentRequest, b: PaymentRequest): boolean =>
  a.amountMinor === b.amountMinor &&
  a.currency === b.currency &&
  a.creditorIban === b.creditorIban &&
  a.billingNumber === b.billingNumber;

/**
 * Takes a request in, or presents a known one to the payer that it now names. Who cannot be found
 * is refused in the answer; the request itself stays as it was.
 */
export function requestPayment(
  system: InstantSystem,
  asked: { request: PaymentRequest; payer: string | undefined },
  fault: InstantFault,
): { status: 200 | 409; xml: string } {
  const { books } = system;
  const known = books.requests.get(asked.request.reference);
  if (known && !isSame(known, asked.request)) return { status: 409, xml: "" };
  const payer = findPayer(asked.payer);
  const unknown = asked.payer !== undefined && !payer;
  const declined = fault?.kind === "decline";
  const refused = unknown ? "AC01" : declined ? "MS03" : undefined;
  const now = system.now();
  if (!known && !declined) {
    const request = { ...asked.request, ...(payer ? { payerId: payer.id } : {}) };
    system.acknowledge({ type: "request", request });
  } else if (known && payer && !declined && standOf(books, known, now).state === "PDNG") {
    const changes = { payerId: payer.id };
    system.acknowledge({ type: "requestChanged", reference: known.reference, changes });
  }
  const request = books.requests.get(asked.request.reference) ?? asked.request;
  const stand = refused
    ? { state: "RJCT" as const, reason: refused }
    : standOf(books, request, now);
  const { messageId, reference } = asked.request;
  const head = { messageId: system.newId(), at: now, request: { messageId, reference } };
  return { status: 200, xml: writeRequestStatus({ ...head, stand }) };
}
