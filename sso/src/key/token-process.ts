import type { FromToken, ToToken, TokenQuestion } from "./token-messages.ts";
import { NoSuchKey, openTokenModule, type TokenModule } from "./token-module.ts";

// The process that holds the token, started by `token-connection.ts`. The vendor's library runs
// here: when it hangs or falls, this process is replaced and the sign-in goes on. After an answer
// that cannot be trusted its parent ends it, so that the next one begins with a fresh library.

const say = (message: FromToken): void => void process.send?.(message);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : "unknown");

const answer = async (token: TokenModule, question: TokenQuestion): Promise<Uint8Array> => {
  switch (question.what) {
    case "sign":
      return await token.sign(question.kid, question.digest);
    case "generate":
      return await token.generate(question.kid);
    case "destroy":
      await token.destroy(question.kid);
      return new Uint8Array();
  }
};

let opened: Promise<TokenModule> | undefined;

const hear = async (message: ToToken): Promise<void> => {
  if (message.what === "open") {
    opened = openTokenModule(message.access, message.sessions);
    try {
      await opened;
      say({ what: "opened" });
    } catch (error) {
      say({ what: "failed", reason: reasonOf(error) });
    }
    return;
  }
  const { id } = message;
  try {
    if (!opened) throw new Error("the token was not opened");
    say({ what: "done", id, value: await answer(await opened, message) });
  } catch (error) {
    const refused = { what: "refused", id, reason: reasonOf(error) } as const;
    if (error instanceof NoSuchKey) say({ ...refused, error: "no-key" });
    else say({ ...refused, error: "away" });
  }
};

process.on("message", (message: ToToken) => void hear(message));
process.on("disconnect", () => process.exit(0));
// Its parent decides when it ends: a Ctrl-C in a terminal reaches both.
process.on("SIGINT", () => undefined);
