import { err, ok, type Result } from "@gov/kit/result.ts";
import { fork, type ChildProcess } from "node:child_process";
import type { TokenAccess } from "./token-config.ts";
import type { FromToken, TokenFailure, TokenQuestion, ToToken } from "./token-messages.ts";

export type Refusal = Readonly<{ kind: TokenFailure | "lost" | "full"; reason: string }>;

/** One process that holds the token, from its start to its end. */
export type TokenConnection = Readonly<{
  ask: (question: TokenQuestion) => Promise<Result<Uint8Array, Refusal>>;
  /** Resolves with the reason once the process is gone. */
  ended: Promise<string>;
  pid: number | undefined;
  close: () => void;
}>;

export type TokenTiming = Readonly<{ openMs: number; answerMs: number }>;

export type ConnectionOptions = Readonly<{
  access: TokenAccess;
  program: URL;
  sessions: number;
  timing: TokenTiming;
}>;

/** Callers that wait for the token at once; more hear `full`. */
const mostWaiting = 500;

const ownSecrets =
  /^(DATABASE_URL|KEY_ENCRYPTION_KEY|BOOTSTRAP_CLIENT_SECRET|SMPP_URL|PKCS11_PIN)$/;

/** The environment for the vendor's library, without the service's own secrets. */
const environment = (sessions: number): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownSecrets.test(name))),
  UV_THREADPOOL_SIZE: String(sessions),
});

const opening = (child: ChildProcess, timeoutMs: number): Promise<Result<void, string>> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(err("it did not open in time")), timeoutMs);
    const settle = (result: Result<void, string>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    child.once("message", (message: FromToken) =>
      settle(message.what === "failed" ? err(message.reason) : ok(undefined)),
    );
    child.once("error", (error) => settle(err(error.message)));
    child.once("exit", (code, signal) => settle(err(`it ended (${signal ?? code})`)));
  });

type Waiting = (result: Result<Uint8Array, Refusal>) => void;

const serve = (child: ChildProcess, answerMs: number): Omit<TokenConnection, "close"> => {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let lostBecause: string | undefined;
  /** A library that hangs or lies cannot be mended: its process is ended, and all calls with it. */
  const end = (reason: string): void => {
    lostBecause ??= reason;
    child.kill("SIGKILL");
  };
  const ended = new Promise<string>((resolve) => {
    const lose = (reason: string): void => {
      lostBecause ??= reason;
      for (const settle of waiting.values()) settle(err({ kind: "lost", reason: lostBecause }));
      resolve(lostBecause);
    };
    child.once("exit", (code, signal) => lose(`its process ended (${signal ?? code})`));
    child.once("error", (error) => lose(error.message));
  });
  child.on("message", (message: FromToken) => {
    if (message.what === "done") waiting.get(message.id)?.(ok(message.value));
    if (message.what !== "refused") return;
    waiting.get(message.id)?.(err({ kind: message.error, reason: message.reason }));
    if (message.error === "away") end(message.reason);
  });

  const ask: TokenConnection["ask"] = (question) =>
    new Promise((resolve) => {
      if (lostBecause !== undefined) return resolve(err({ kind: "lost", reason: lostBecause }));
      if (waiting.size >= mostWaiting) {
        return resolve(err({ kind: "full", reason: "too many wait for the token" }));
      }
      last += 1;
      const id = last;
      const timer = setTimeout(() => end("it did not answer in time"), answerMs);
      waiting.set(id, (result) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(result);
      });
      child.send({ id, ...question } satisfies ToToken);
    });
  return { ask, ended, pid: child.pid };
};

/** Starts the process and opens the token, or says why that failed. */
export const connectToken = async ({
  access,
  program,
  sessions,
  timing,
}: ConnectionOptions): Promise<Result<TokenConnection, string>> => {
  const child = fork(program, { serialization: "advanced", env: environment(sessions) });
  // What is sent to a process that just ended is lost; its `exit` tells.
  child.on("error", () => undefined);
  child.send({ what: "open", access, sessions } satisfies ToToken);
  const opened = await opening(child, timing.openMs);
  if (!opened.ok) {
    child.kill("SIGKILL");
    return opened;
  }
  return ok({ ...serve(child, timing.answerMs), close: () => void child.kill("SIGKILL") });
};
