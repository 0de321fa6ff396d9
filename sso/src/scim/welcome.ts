import { sendSetUp } from "#src/directory/send-set-up.ts";
import type { SmsSender } from "#src/sign-in/code-step.ts";
import type { Written } from "./users.ts";

/**
 * Sends whoever a directory created the link to set up their account. Where it does not arrive an
 * administrator of the institution sends a new one; the directory's own request was done.
 */
export const createWelcome =
  (deps: Readonly<{ sms: SmsSender; publicUrl: string }>) =>
  async ({ employee, setUpCode }: Written): Promise<void> => {
    if (setUpCode !== undefined) await sendSetUp(deps, employee, setUpCode);
  };
