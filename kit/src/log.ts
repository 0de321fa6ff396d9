import pino from "pino";

export type Log = pino.Logger;

/** Keys whose values are personal or secret: they never reach a log line. */
const redacted = [
  "nationalId",
  "national_id",
  "name",
  "phone",
  "phone_number",
  "email",
  "password",
  "code",
  "token",
  "authorization",
  "cookie",
  "answers",
];

/** Structured log lines, one JSON object a line on stdout, without personal data. */
export const createLog = (component: string, level: string): Log =>
  pino({
    level,
    base: { component },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [...redacted, ...redacted.map((key) => `*.${key}`)],
      censor: "[not logged]",
    },
  });
