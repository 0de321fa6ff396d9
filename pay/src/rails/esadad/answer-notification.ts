import { sha256 } from "@gov/kit/crypto.ts";
import type { Esadad } from "./esadad.ts";
import type { ResultName } from "./esadad-constants.ts";
import type { MfepMessage } from "./mfep-message.ts";
import { notificationAnswer, overallResult, readNotification } from "./notification.ts";
import type { NotifiedItem } from "./notification.ts";
import { noteNotification, storeResults } from "./notification-queries.ts";
import type { Answered } from "./answer-message.ts";
import { takeAtOnce } from "./take-at-once.ts";
import { takePayment } from "./take-payment.ts";

const takeItem = async (esadad: Esadad, guid: string, item: NotifiedItem): Promise<ResultName> => {
  if (!item.payment) return "unreadable";
  try {
    return await takePayment(esadad, guid, item.payment);
  } catch (error) {
    esadad.deps.log.error({ err: error, guid, trx: item.trx }, "a payment was not posted");
    return "internal";
  }
};

const takeItems = async (
  esadad: Esadad,
  guid: string,
  items: readonly NotifiedItem[],
): Promise<ResultName[]> => {
  const results: ResultName[] = [];
  const seen = new Set<string>();
  // One after another, in the hub's order: a payment and its reversal may come together.
  for (const item of items) {
    const key = `${item.trx} ${item.payment?.takenBack}`;
    results.push(seen.has(key) ? "duplicatePayment" : await takeItem(esadad, guid, item));
    seen.add(key);
  }
  return results;
};

/**
 * A payment notification. The same GUID with the same body is answered as before; with another
 * body it is refused and nothing is posted. Each transaction has its own result; one that could
 * not be posted makes the hub send the message again.
 */
export const answerNotification = async (
  esadad: Esadad,
  guid: string,
  message: MfepMessage,
): Promise<Answered> => {
  const { db } = esadad.deps;
  const { constants } = esadad.parties;
  const items = readNotification(message.body, constants);
  if (!items.ok) return { result: "unreadable", body: [] };
  const bodyHash = sha256(message.rawBody);
  if (await takeAtOnce(esadad, { guid, bodyHash, items: items.value })) {
    return { result: "ok", body: notificationAnswer(constants, items.value, ["ok"]) };
  }
  const noted = await noteNotification(db, guid, bodyHash);
  if (noted.kind === "otherContent") {
    const results = items.value.map(() => "guidReused" as const);
    return { result: "guidReused", body: notificationAnswer(constants, items.value, results) };
  }
  const answered = noted.kind === "answered";
  const results = answered ? noted.results : await takeItems(esadad, guid, items.value);
  if (!answered && !results.includes("internal")) await storeResults(db, guid, results);
  return {
    result: overallResult(results),
    body: notificationAnswer(constants, items.value, results),
  };
};
