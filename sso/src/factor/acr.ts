import { z } from "zod";
import type { Level } from "./factor.ts";

/** The levels of assurance as relying parties name them, lowest first. */
export const acrValues = ["urn:gov:loa:1", "urn:gov:loa:2", "urn:gov:loa:3"] as const;
export type Acr = (typeof acrValues)[number];

/** Every sign-in has two factors: this is the least anybody gets. */
export const leastLevel = 2;

export const acrOf = (level: Level): Acr => acrValues[level - 1] ?? "urn:gov:loa:1";

/** The level behind a name; a name that nobody knows has none. */
export const levelOf = (acr: unknown): Level | undefined => {
  const index = acrValues.findIndex((known) => known === acr);
  return index < 0 ? undefined : ((index + 1) as Level);
};

/** What a request asks of the sign-in. */
export type Requirement = Readonly<{
  /**
   * Below this the request fails: what the request or the client's registration names. Nothing
   * named asks nothing of who the person is known to be.
   */
  required: Level | 4;
  /** What has to be proven; 4 is more than anybody can reach. */
  minimum: Level | 4;
  /** Asked for where the person has the means, never below the minimum. */
  preferred: Level | 4;
  /** The essential values that are known, when the request has any. */
  exactly: readonly Level[];
}>;

const acrClaim = z.object({
  essential: z.boolean().optional(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

const claimsParameter = z.object({
  id_token: z.object({ acr: acrClaim.nullish() }).nullish(),
});

const readClaim = (claims: unknown): z.infer<typeof acrClaim> | undefined => {
  if (typeof claims !== "string") return undefined;
  try {
    return claimsParameter.safeParse(JSON.parse(claims)).data?.id_token?.acr ?? undefined;
  } catch {
    return undefined;
  }
};

const known = (values: readonly string[]): Level[] =>
  values.flatMap((value) => levelOf(value) ?? []);

/**
 * Reads `acr_values` and the claim `acr` of a request (OpenID Connect Core, 3.1.2.1 and 5.5.1.1)
 * with the client's own minimum. Unknown values are as if they were not there; essential ones of
 * which none is known cannot be met.
 */
export const requirementOf = (
  params: Readonly<Record<string, unknown>>,
  minimumAcr?: string,
): Requirement => {
  const claim = readClaim(params["claims"]);
  const named = claim?.values ?? (claim?.value === undefined ? [] : [claim.value]);
  const essential = claim?.essential === true && named.length > 0;
  const exactly = essential ? known(named) : [];
  const asked = params["acr_values"];
  const wished = known([
    ...(typeof asked === "string" ? asked.split(" ") : []),
    ...(essential ? [] : named),
  ]);
  const floor = essential ? Math.min(4, ...exactly) : 1;
  const required = Math.max(floor, levelOf(minimumAcr) ?? 1) as Level | 4;
  const minimum = Math.max(leastLevel, required) as Level | 4;
  const preferred = Math.max(minimum, wished[0] ?? exactly[0] ?? minimum) as Level | 4;
  return { required, minimum, preferred, exactly };
};

/**
 * The `acr` to tell: what the sign-in reached or, where the request will take only lower names,
 * the highest of those. Whoever is certain is also substantial.
 */
export const toldAcr = (reached: Level, { exactly }: Requirement): Acr => {
  if (exactly.length === 0 || exactly.includes(reached)) return acrOf(reached);
  const lower = exactly.filter((level) => level < reached);
  return acrOf(lower.length === 0 ? reached : (Math.max(...lower) as Level));
};
