import { err, ok, type Result } from "@gov/kit/result.ts";
import type { SmsSender } from "#src/sign-in/code-step.ts";
import type { Employee } from "./directory-queries.ts";
import { setUpMessage } from "./set-up-texts.ts";
import { setUpDays } from "./set-up-queries.ts";

export type SetUpSent = "sms";
export type SetUpNotSent = "no-address" | "not-sent";

/**
 * Sends the one-time link to the employee alone: whoever invited them never sees it, or they could
 * set the account up in the other's name.
 */
export const sendSetUp = async (
  { sms, publicUrl }: Readonly<{ sms: SmsSender; publicUrl: string }>,
  { phone }: Pick<Employee, "phone">,
  code: string,
): Promise<Result<SetUpSent, SetUpNotSent>> => {
  if (phone === null) return err("no-address");
  const text = setUpMessage(`${publicUrl}/set-up/${code}`, setUpDays);
  const sent = await sms.send({ to: phone, text });
  return sent.ok ? ok("sms") : err("not-sent");
};
