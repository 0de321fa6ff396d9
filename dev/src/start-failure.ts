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
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
