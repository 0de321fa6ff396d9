import type { Log } from "@gov/kit/log.ts";
import type { SsoConfig } from "#src/config.ts";
import { rotateWhenDue, type RotationDeps } from "./key-rotation.ts";
import { rotationAges } from "./rotation-config.ts";

type Deps = RotationDeps & Readonly<{ config: SsoConfig; log: Log }>;

/** The job that turns the keys by their ages; none where KEY_SIGNS_DAYS is 0. */
export const keyJobs = (deps: Deps) => {
  const ages = rotationAges(deps.config);
  const rotateKeys = async (): Promise<void> => {
    if (!ages) return;
    const outcome = await rotateWhenDue(deps, ages);
    if (!outcome.ok) deps.log.error("keys cannot turn: the signing token is away");
    else if (outcome.value) deps.log.info(outcome.value, "a signing key took its next step");
  };
  return { tasks: { rotateKeys }, crontab: ages ? ["*/10 * * * * rotateKeys"] : [] };
};
