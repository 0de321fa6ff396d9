// Loaded before a supervised program (node --import): when the launcher dies, however it dies,
// the program is asked to stop, and made to when it does not.
import { whenParentGone } from "./parent.ts";

const GRACE_MS = 15_000;

whenParentGone(() => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), GRACE_MS).unref();
});
