import type { Text } from "@gov/kit/text.ts";
import { z } from "zod";

/** What a person is told about their account, whether or not they did it themselves. */
export const noticeKinds = [
  "new-device",
  "password-changed",
  "phone-changed",
  "email-changed",
  "factor-added",
  "factor-removed",
  "recovery-code-used",
  "recovery-started",
  "recovery-completed",
  "mandate-given",
  "mandate-offered",
  "mandate-accepted",
  "mandate-declined",
  "mandate-ended",
  "app-approved",
  "account-suspended",
  "account-restored",
  "reset-required",
  "reset-while-suspended",
  "proofing-required",
  "identity-confirmed",
  "identity-refused",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const text = z.object({ ar: z.string().max(300), en: z.string().max(300) });

const factsSchema = z.object({
  /** The browser it was done with. */
  device: text.optional(),
  /** The service, or the app, that it was done for. */
  service: text.optional(),
  /** Which way of signing in. */
  factor: text.optional(),
  /** The other person, or the company. */
  party: text.optional(),
});
export type NoticeFacts = Readonly<{
  device?: Text | undefined;
  service?: Text | undefined;
  factor?: Text | undefined;
  party?: Text | undefined;
}>;

export type Notice = Readonly<{
  personId: string;
  kind: NoticeKind;
  facts?: NoticeFacts;
  /** Addresses that are the person's no longer and must hear of it too: the number before. */
  alsoTo?: Readonly<{ phone?: string | undefined; email?: string | undefined }>;
  /** Path of the page that undoes this very thing, in place of the one that suspends the account. */
  undoPath?: string | undefined;
}>;

/** One message as it waits in the outbox: a notice, by one way, to one address. */
export const waitingNoticeSchema = z.object({
  way: z.enum(["sms", "mail"]),
  to: z.string(),
  lang: z.enum(["ar", "en"]),
  personId: z.uuid(),
  kind: z.enum(noticeKinds),
  facts: factsSchema,
  undoPath: z.string().max(300).startsWith("/").nullish(),
  at: z.coerce.date(),
});
export type WaitingNotice = z.infer<typeof waitingNoticeSchema>;
