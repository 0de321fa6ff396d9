import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Log } from "@gov/kit/log.ts";
import type { JWK } from "jose";
import { createHash } from "node:crypto";
import type { TokenAccess } from "./token-config.ts";
import { connectToken, type TokenConnection, type TokenTiming } from "./token-connection.ts";
import type { TokenFailure, TokenQuestion } from "./token-messages.ts";

/** Keys in a hardware token (PKCS#11). They are made there, sign there and never leave it. */
export type KeyToken = Readonly<{
  /** ES256 over `data`, in the form of JWS. */
  sign: (kid: string, data: Uint8Array) => Promise<Result<Uint8Array, TokenFailure>>;
  /** Makes a key; gives its public part. */
  generate: (kid: string) => Promise<Result<JWK, TokenFailure>>;
  destroy: (kid: string) => Promise<Result<void, TokenFailure>>;
  /** True while the token does not answer and is being looked for. */
  isAway: () => boolean;
  /** The process that holds it; undefined while away. */
  pid: () => number | undefined;
  close: () => void;
}>;

type Options = Readonly<{
  access: TokenAccess;
  log: Log;
  sessions?: number;
  program?: URL;
  timing?: TokenTiming & { lookAgainMs: number };
}>;

const usual = { openMs: 10_000, answerMs: 3_000, lookAgainMs: 2_000 };

const jwkOf = (kid: string, point: Uint8Array): JWK => {
  const bytes = Buffer.from(point);
  const part = (from: number): string => bytes.subarray(from, from + 32).toString("base64url");
  return { kty: "EC", crv: "P-256", x: part(1), y: part(33), kid, alg: "ES256", use: "sig" };
};

/** Keeps one process with the token open: replaces it when it falls, looks for it when away. */
const createKeeper = (options: Options) => {
  const { access, log, sessions = 4, timing = usual } = options;
  const program = options.program ?? new URL("token-process.ts", import.meta.url);
  let open: Promise<TokenConnection | undefined> | undefined;
  let connection: TokenConnection | undefined;
  let away = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<TokenConnection | undefined> => {
    const connected = await connectToken({ access, program, sessions, timing });
    open = undefined;
    if (closed) {
      if (connected.ok) connected.value.close();
      return undefined;
    }
    if (!connected.ok) {
      if (!away) log.error({ reason: connected.error }, "the signing token is away");
      away = true;
      timer = setTimeout(() => void find(), timing.lookAgainMs);
      timer.unref();
      return undefined;
    }
    if (away) log.info("the signing token is back");
    away = false;
    connection = connected.value;
    void connection.ended.then((reason) => {
      connection = undefined;
      if (closed) return;
      log.warn({ reason }, "the signing token is opened again");
      void find();
    });
    return connection;
  };
  const find = (): Promise<TokenConnection | undefined> => {
    if (connection) return Promise.resolve(connection);
    open ??= connect();
    return open;
  };

  return {
    /** The open token; undefined at once while it is known to be away. */
    current: async () => connection ?? (away ? undefined : await find()),
    isAway: () => away,
    pid: () => connection?.pid,
    close: () => {
      closed = true;
      clearTimeout(timer);
      connection?.close();
    },
  };
};

/** Opens the token in the background; a call waits for it, and hears `away` where that fails. */
export const createKeyToken = (options: Options): KeyToken => {
  const keeper = createKeeper(options);
  void keeper.current();

  /** A call that fell with its process is made once more, on the process that follows. */
  const ask = async (question: TokenQuestion): Promise<Result<Uint8Array, TokenFailure>> => {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const connection = await keeper.current();
      if (!connection) return err("away");
      const answer = await connection.ask(question);
      if (answer.ok) return answer;
      const { kind, reason } = answer.error;
      if (kind === "no-key") {
        options.log.error({ kid: question.kid }, "the signing token does not hold this key");
        return err("no-key");
      }
      options.log.warn({ reason, what: question.what }, "the signing token failed");
      if (kind === "full") return err("away");
      await connection.ended;
    }
    return err("away");
  };

  return {
    sign: (kid, data) =>
      ask({ what: "sign", kid, digest: createHash("sha256").update(data).digest() }),
    generate: async (kid) => {
      const point = await ask({ what: "generate", kid });
      return point.ok ? ok(jwkOf(kid, point.value)) : point;
    },
    destroy: async (kid) => {
      const done = await ask({ what: "destroy", kid });
      return done.ok ? ok(undefined) : done;
    },
    isAway: keeper.isAway,
    pid: keeper.pid,
    close: keeper.close,
  };
};
