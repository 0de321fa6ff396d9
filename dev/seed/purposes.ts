import { globSync, readFileSync } from "node:fs";
import type { Text } from "@gov/kit/text.ts";
import { z } from "zod";

export type Purpose = {
  code: string;
  text: Text;
  legalBasis: string;
  /** The services that may be asked for it: `member/subsystem/code`. */
  services: string[];
  /** The system of MTIT that asks for it; the portal where nothing is said. */
  asker?: "sso";
};

/** The legal basis of a sandbox is illustrative: institutions state theirs when they join. */
const illustrativeBasis = "Illustrative: stated by the institution when it joins the exchange";

const own: readonly Purpose[] = [
  {
    code: "identity-proofing",
    text: { ar: "التحقق من الهوية عند فتح حساب", en: "Checking identity when opening an account" },
    legalBasis: illustrativeBasis,
    services: ["MOI/civil-registry/person"],
    asker: "sso",
  },
  {
    code: "account-recovery",
    text: { ar: "استعادة حساب فُقدت كلمة سره", en: "Recovering an account whose password is lost" },
    legalBasis: illustrativeBasis,
    services: ["MOI/civil-registry/person"],
    asker: "sso",
  },
  {
    code: "citizen-access",
    text: { ar: "اطلاع المواطن على بياناته", en: "Citizens' access to their own data" },
    legalBasis: illustrativeBasis,
    services: ["MTIT/exchange/findUsage", "MTIT/exchange/usagePeriod", "MTIT/exchange/heartbeat"],
  },
];

const definitionSchema = z.object({
  title: z.object({ ar: z.string(), en: z.string() }),
  bindings: z.array(
    z.object({
      purpose: z.string(),
      service: z.object({ member: z.string(), subsystem: z.string(), code: z.string() }),
    }),
  ),
});

const catalogue = new URL("../../services/catalogue/", import.meta.url);

/**
 * Why registries may be asked: our own reasons, and those that the catalogue's services name,
 * each with the registries which these services read.
 */
export function purposesOf(folder: URL = catalogue): Purpose[] {
  const purposes = new Map(own.map((purpose) => [purpose.code, { ...purpose }]));
  for (const file of globSync("*/*.json", { cwd: folder }).toSorted()) {
    const json: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const { bindings, title } = definitionSchema.parse(json);
    for (const { purpose: code, service } of bindings) {
      const name = `${service.member}/${service.subsystem}/${service.code}`;
      const known = purposes.get(code);
      purposes.set(code, {
        code,
        text: known?.text ?? title,
        legalBasis: known?.legalBasis ?? illustrativeBasis,
        services: [...new Set([...(known?.services ?? []), name])],
      });
    }
  }
  return [...purposes.values()];
}
