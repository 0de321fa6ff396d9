/**
 * A failure that the person at the keyboard can mend. The message is a whole sentence that says
 * what happened and what to do; launchers print it without a stack and exit with 1.
 */
export class StartFailure extends Error {
  override readonly name = "StartFailure";
}

/** Runs a command's main function; a StartFailure becomes one sentence and exit code 1. */
export async function runMain(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`\n${sentence}\n`);
    process.exitCode = 1;
  }
}

// A full disk shows itself anywhere: in our own writes (ENOSPC) and in PostgreSQL's (53100).
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof StartFailure) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  const full = code === "ENOSPC" || code === "53100" || /No space left on device/.test(message);
  return full ? "The disk is full. Free some space and start again." : undefined;
}
