import { hash, verify } from "@node-rs/argon2";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { availableParallelism } from "node:os";

/** OWASP's profile for argon2id, the library's own variant: 19 MiB, two passes, one lane. */
const parameters = {
  memoryCost: 19 * 1024,
  timeCost: 2,
  parallelism: 1,
} as const;

/** Longest password that is hashed, in characters. */
export const passwordMaximum = 256;
export const passwordMinimum = 8;

export type Passwords = Readonly<{
  hash: (password: string) => Promise<Result<string, "busy">>;
  /**
   * Whether the password is the one behind `stored`. Without `stored` (nobody of that name) it
   * works as long and says no, so that the time tells nothing.
   */
  verify: (stored: string | undefined, password: string) => Promise<Result<boolean, "busy">>;
}>;

/** As many at once as there are cores; a bounded number waits; the others hear `busy`. */
const createGate = (running: number, waiting: number) => {
  let free = running;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<Result<T, "busy">> => {
    if (free > 0) free -= 1;
    else if (queue.length >= waiting) return err("busy");
    else await new Promise<void>((resolve) => void queue.push(resolve));
    try {
      return ok(await work());
    } finally {
      // A slot goes straight to the next in line; only without one does it become free.
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
};

export const createPasswords = async (
  options: { running?: number; waiting?: number } = {},
): Promise<Passwords> => {
  const gate = createGate(options.running ?? availableParallelism(), options.waiting ?? 100);
  const nobody = await hash("nobody has this password", parameters);
  return {
    hash: (password) => gate(() => hash(password, parameters)),
    verify: (stored, password) =>
      gate(async () => {
        const matches = await verify(stored ?? nobody, password);
        return stored !== undefined && matches;
      }),
  };
};
