import type { OutboxHandler } from "@gov/kit/outbox.ts";
import type { SsoConfig } from "#src/config.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { protectionUrl } from "#src/protection/protection-link.ts";
import type { SmsSender } from "#src/sign-in/code-step.ts";
import type { MailSender } from "./mail-sender.ts";
import { noticeMail, noticeSms } from "./notice-message.ts";
import { waitingNoticeSchema } from "./notice.ts";

export type MessageDeps = Readonly<{
  config: Pick<SsoConfig, "KEY_ENCRYPTION_KEY" | "PUBLIC_URL">;
  sms: SmsSender;
  mail: MailSender;
}>;

/** Waits between tries; a warning that is two days late warns nobody. */
export const noticeDelaysMs = [10_000, 60_000, 300_000, 1_800_000, 7_200_000, 43_200_000];

/** Another try would end like this one. */
const hopeless: Readonly<Record<"sms" | "mail", readonly unknown[]>> = {
  sms: ["invalidNumber", "empty", "tooLong"],
  mail: ["refused"],
};

const kindOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "kind" in error ? error.kind : undefined;

/** Hands one notice to the SMS centre or the mail server; throws where it is worth another try. */
export const deliverNotice =
  ({ config, sms, mail }: MessageDeps): OutboxHandler<SsoDatabase> =>
  async (payload) => {
    const notice = waitingNoticeSchema.parse(payload);
    const link = notice.undoPath
      ? `${config.PUBLIC_URL}${notice.undoPath}`
      : protectionUrl(config, { personId: notice.personId, at: notice.at });
    const { to, way } = notice;
    const sent =
      way === "sms"
        ? await sms.send({ to, text: noticeSms(notice, link) })
        : await mail.send({ to, ...noticeMail(notice, link) });
    if (sent.ok || hopeless[way].includes(kindOf(sent.error))) return undefined;
    throw new Error(`${way}: ${String(kindOf(sent.error))}`);
  };
