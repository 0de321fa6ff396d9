import type { Log } from "@gov/kit/log.ts";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { chainKey } from "./audit-chain.ts";
import { findMark } from "./audit-chain-queries.ts";
import { cutAudit } from "./cut-audit.ts";
import { sealAudit } from "./seal-audit.ts";

/** When what is done with the audit by itself is done. */
export const auditCrontab = "* * * * * sealAudit\n23 2 * * * cutAudit\n0 * * * * tellAuditHead";

/**
 * Links new events every minute, deletes each night what is too old, and writes the newest link
 * into the log every hour: kept elsewhere, it proves that the end was not cut off.
 */
export const auditTasks = (
  deps: Readonly<{
    db: Kysely<SsoDatabase>;
    log: Log;
    encryptionKey: Uint8Array;
    keepMonths: number;
  }>,
) => {
  const { db, log, keepMonths } = deps;
  const key = chainKey(deps.encryptionKey);
  return {
    sealAudit: async () => void (await sealAudit(db, key)),
    cutAudit: async () => {
      const cut = await cutAudit(db, key, keepMonths);
      if (cut.ok) return;
      const { what, position, eventId } = cut.error;
      log.error({ what, position: String(position), eventId }, "the audit does not hold: not cut");
    },
    tellAuditHead: async () => {
      const head = await findMark(db, "head");
      if (!head) return;
      const link = `${head.position}:${head.hash.toString("hex")}`;
      log.info({ auditHead: link }, "the newest link of the audit");
    },
  };
};
