import pg from "pg";
import { BatcherFull } from "./batcher.ts";

/** How long callers are asked to wait: a restart or a failover takes seconds. */
export const awayRetryAfterS = 5;

/**
 * What PostgreSQL itself says (appendix A of its manual): shut down, crashed, starting up (57P01
 * to 57P03, 57P05), a statement over its time (57014), a lock not had in time (55P03), and a
 * server that became a standby under our connection (25006).
 */
const passingStates = new Set(["57P01", "57P02", "57P03", "57P05", "57014", "55P03", "25006"]);

/** Connection exceptions, and resources that ran out: connections, memory, disk. */
const passingClasses = new Set(["08", "53"]);

const socketCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** What the client and its pool say in words only. */
const clientWords =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded when trying to connect|timeout expired)/;

const codeOf = (error: Error): string | undefined =>
  "code" in error && typeof error.code === "string" ? error.code : undefined;

/**
 * True where the database is away or has no room for us now: nobody's bug, it passes, and the
 * same call may be sent again. Everything else that is thrown is a bug. Calls of `fetch` to other
 * parties are told apart: their errors are `TypeError`s around the socket's.
 */
export const isDatabaseAway = (error: unknown): boolean => {
  if (error instanceof BatcherFull) return true;
  if (error instanceof pg.DatabaseError) {
    const state = error.code ?? "";
    return passingStates.has(state) || passingClasses.has(state.slice(0, 2));
  }
  if (!(error instanceof Error)) return false;
  return socketCodes.has(codeOf(error) ?? "") || clientWords.test(error.message);
};
