import { setTimeout as pause } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "./faults.ts";
import type { Holds } from "./holds.ts";
import type { PartyContext } from "./party.ts";

/**
 * How an answer can go wrong on the wire, whatever the request was about.
 * - `down`: the connection breaks, nothing is done.
 * - `timeoutNotDone` / `timeoutDone`: no answer ever comes; the work was not, or was, done.
 * - `error500` / `error500Done`: an empty 500; the work was not, or was, done.
 * - `lateDone`: the work itself waits `delayMs`. `lateAnswer`: only the answer does.
 * - `dropMidAnswer`: done, then the connection breaks in the middle of the answer.
 * - `hold`: done, then the answer waits for `POST /_sandbox/release`.
 */
export const wireFaultKinds = [
  "down",
  "timeoutNotDone",
  "timeoutDone",
  "error500",
  "error500Done",
  "lateDone",
  "lateAnswer",
  "dropMidAnswer",
  "hold",
] as const;
export type WireFaultKind = (typeof wireFaultKinds)[number];

/** Does the work and answers, or fails at it in the way that the fault says. */
export async function answerThroughFault(
  c: PartyContext,
  input: {
    fault: Fault<string> | undefined;
    holds: Holds;
    facts: Record<string, string>;
    answerDelayMs?: number;
  },
  work: () => Response | Promise<Response>,
): Promise<Response> {
  const { fault } = input;
  const kind = fault?.kind;
  if (input.answerDelayMs) await pause(input.answerDelayMs);
  if (kind === "down") return breakConnection(c);
  if (kind === "timeoutNotDone") return neverAnswer(c);
  if (kind === "error500") return c.body(null, 500);
  if (kind === "lateDone") await pause(fault?.delayMs);
  const response = await work();
  if (kind === "timeoutDone") return neverAnswer(c);
  if (kind === "error500Done") return c.body(null, 500);
  if (kind === "lateAnswer") await pause(fault?.delayMs);
  if (kind === "dropMidAnswer") return dropMidAnswer(c, response);
  if (kind === "hold") await input.holds.wait(input.facts);
  return response;
}

function breakConnection(c: PartyContext): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Waits until the caller gives up or the sandbox closes: either way the socket closes. */
async function neverAnswer(c: PartyContext): Promise<Response> {
  const { socket } = c.env.incoming;
  if (!socket.destroyed) await new Promise((gone) => socket.once("close", gone));
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole answer, sends half of it (of a redirect: half of the header), and breaks. */
async function dropMidAnswer(c: PartyContext, response: Response): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer());
  const { socket } = c.env.incoming;
  const head = `HTTP/1.1 ${response.status} Done\r\nContent-Type: application/json\r\n`;
  const parts = body.length
    ? [`${head}Content-Length: ${body.length}\r\n\r\n`, body.subarray(0, body.length / 2)]
    : [head];
  const half = Buffer.concat(parts.map((part) => Buffer.from(part)));
  await new Promise<void>((sent) => socket.write(half, () => sent()));
  socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
