import { z } from "zod";

/** The environment's part about messages to payers. */
export const messageVariables = {
  /** `smpp://systemId:password@host:port` of the SMS centre; without it payers are not told. */
  SMPP_URL: z.url({ protocol: /^smpps?$/ }).optional(),
  SMS_SENDER: z.string().min(1).max(11).default("HUKUMATI"),
  /** The most receipts that one number is sent in a day. */
  SMS_PER_NUMBER_DAY: z.coerce.number().int().min(1).max(1_000).default(30),
};
