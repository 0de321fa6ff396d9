export type Repeating = Readonly<{
  /** No turn begins any more; waits for the one that runs. */
  close: () => Promise<void>;
}>;

export type RepeatingOptions = Readonly<{
  everyMs: number;
  /** Whether the first turn comes now instead of after `everyMs`. */
  atStart?: boolean;
  /** Told what a turn threw; the next one comes all the same. */
  failed: (error: unknown) => void;
}>;

/**
 * Does `work` every `everyMs`, never twice at once: a turn that falls due while one runs is left
 * out. Long work asks `isClosed` and ends early.
 */
export const startRepeating = (
  work: (isClosed: () => boolean) => Promise<void>,
  { everyMs, atStart = false, failed }: RepeatingOptions,
): Repeating => {
  let closed = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await work(() => closed);
    } catch (error) {
      failed(error);
    }
  };
  const start = (): void => {
    running ??= run().finally(() => (running = undefined));
  };
  const timer = setInterval(start, everyMs);
  if (atStart) start();
  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
};
