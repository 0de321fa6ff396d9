import { z } from "zod";
import { eventNames } from "#src/history/event-texts.ts";

const words = z
  .string()
  .trim()
  .max(100)
  .regex(/^[\p{L}\p{N}._:/-]+$/u)
  .optional()
  .catch(undefined);
const day = z.iso.date().optional().catch(undefined);

const schema = z.object({
  event: z.enum(eventNames).optional().catch(undefined),
  /** An identity number or a username. */
  who: words,
  actor: words,
  client: words,
  from: day,
  to: day,
  before: z.uuid().optional().catch(undefined),
});

/** What an operator asked the audit; what cannot be read is left out. */
export type AskedAudit = Readonly<z.infer<typeof schema>>;

export const readAuditFilter = (query: Readonly<Record<string, string>>): AskedAudit =>
  schema.parse(query);

/** The filter as it stands in an address. */
export const auditQuery = (
  asked: AskedAudit,
  change: Readonly<{ before?: string | undefined }> = {},
): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, ...change })) {
    if (value !== undefined && value !== "") parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
};
