import { z } from "zod";
import { leastRetiredSeconds, type RotationAges } from "./rotation-rules.ts";

const hour = 3_600;
const day = 24 * hour;

/** How old keys grow; the schedule follows. */
export const rotationVariables = {
  /** For how many days a key signs; 0 leaves rotation to the command. */
  KEY_SIGNS_DAYS: z.coerce.number().int().min(0).max(730).default(90),
  /** For how many hours a key is known before it signs. */
  KEY_PUBLISHED_HOURS: z.coerce.number().int().min(1).max(720).default(24),
  /** For how many hours a key verifies after it signed. */
  KEY_RETIRED_HOURS: z.coerce
    .number()
    .int()
    .min(leastRetiredSeconds / hour)
    .max(2_160)
    .default(48),
} as const;

type RotationVariables = z.infer<z.ZodObject<typeof rotationVariables>>;

/** The ages by which keys turn; undefined where only the command turns them. */
export const rotationAges = (config: RotationVariables): RotationAges | undefined =>
  config.KEY_SIGNS_DAYS === 0
    ? undefined
    : {
        activeSeconds: config.KEY_SIGNS_DAYS * day,
        publishedSeconds: config.KEY_PUBLISHED_HOURS * hour,
        retiredSeconds: config.KEY_RETIRED_HOURS * hour,
      };
