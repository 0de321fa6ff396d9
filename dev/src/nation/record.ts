import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { forEachRegistry } from "../../seed/service-registries.ts";
import { StartFailure } from "../start-failure.ts";

const person = z.object({
  name: z.object({ ar: z.string(), en: z.string() }),
  nationalId: z.string(),
  password: z.string(),
  phone: z.string(),
});

const staffMember = z.object({
  name: z.object({ ar: z.string(), en: z.string() }),
  institution: z.string(),
  role: z.string(),
  username: z.string(),
  password: z.string(),
  totpSecret: z.string().optional(),
});

const client = z.object({
  clientId: z.string(),
  clientSecret: z.string().optional(),
  privateKey: z.record(z.string(), z.unknown()).optional(),
  scopes: z.array(z.string()),
});

const recordSchema = z.object({
  addresses: z.object({
    portal: z.string(),
    sso: z.string(),
    pay: z.string(),
    exchange: z.string(),
    hukumati: z.string(),
  }),
  sandbox: z.object({
    card: z.string(),
    instant: z.string(),
    treasuryBank: z.string(),
    esadad: z.string(),
    sms: z.string(),
    smpp: z.string(),
    mail: z.string(),
    civilRegistry: z.string(),
    vehicleRegistry: z.string(),
    companiesRegistry: z.string(),
    healthRegistry: z.string(),
    justiceRegistry: z.string(),
    policeRegistry: z.string(),
    assistanceRegistry: z.string(),
    cash: z.string(),
    timestamp: z.string(),
    ...forEachRegistry(() => z.string()),
  }),
  people: z.array(person),
  staff: z.array(staffMember),
  clients: z.array(client),
});

export type Person = z.infer<typeof person>;
export type StaffMember = z.infer<typeof staffMember>;
export type Client = z.infer<typeof client>;
export type NationRecord = z.infer<typeof recordSchema>;

const recordFile = (dataDir: string): string => join(dataDir, "nation.json");

/** What an earlier start wrote about the nation, once it was seeded. */
export function readRecord(dataDir: string): NationRecord | undefined {
  const file = recordFile(dataDir);
  if (!existsSync(file)) return undefined;
  const parsed = recordSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  return parsed.success ? parsed.data : undefined;
}

/** Writes who lives in the nation and where it is; for the owner only, it holds passwords. */
export function writeRecord(dataDir: string, record: NationRecord): void {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) {
    throw new StartFailure(`The seeds gave an incomplete nation: ${parsed.error.message}`);
  }
  const file = recordFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(parsed.data, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
