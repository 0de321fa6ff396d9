import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 60;
const ANSWER_TIMEOUT_MS = 3_000;

/** Polls an address until it answers 200, `isOver` becomes true or the time has passed. */
export async function waitForReady(
  url: string,
  timeoutMs: number,
  isOver: () => boolean,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!isOver() && Date.now() < deadline) {
    if (await answersOk(url)) return !isOver();
    await delay(POLL_MS);
  }
  return false;
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
