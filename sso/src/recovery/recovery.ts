import { err, ok, type Result } from "@gov/kit/result.ts";

/**
 * How long the owner of the old ways can object before a phone is changed at a counter. [A]
 * Assumed; to be set by the Ministry of Interior.
 */
export const waitHours = 48;
/** A recovery that nobody comes back for ends by itself. */
export const lapseDays = 14;
/** How long the code that is printed at the counter sets a password. */
export const setupHours = 24;

export type RecoveryState = "proposed" | "waiting" | "completed" | "stopped" | "refused";

export type Recovery = Readonly<{
  state: RecoveryState;
  proposedBy: string;
  proposedAt: Date;
  /** Undefined until a second registrar has confirmed. */
  readyAt?: Date | undefined;
}>;

/** Everything that can happen to a recovery. */
export type RecoveryAct =
  | Readonly<{ kind: "confirm"; registrarId: string }>
  | Readonly<{ kind: "refuse"; registrarId: string }>
  /** The owner objects, by a notice's link or by signing in. */
  | Readonly<{ kind: "stop" }>
  /** A registrar ends the waiting with the person before them; `signedIn` if the owner has been. */
  | Readonly<{ kind: "complete"; registrarId: string; signedInSince: boolean }>;

export type RecoveryFailure = "over" | "same-registrar" | "not-confirmed" | "too-early" | "lapsed";

const hour = 3_600_000;

/** When the phone may be changed, if confirmed now. */
export const readyAfter = (now: Date): Date => new Date(now.getTime() + waitHours * hour);

const hasLapsed = ({ proposedAt }: Recovery, now: Date): boolean =>
  now.getTime() - proposedAt.getTime() > lapseDays * 24 * hour;

/**
 * What an act makes of a recovery. The phone changes in one case alone: `completed`, after two
 * different registrars, after the wait, with nobody having objected.
 */
export const nextRecovery = (
  recovery: Recovery,
  act: RecoveryAct,
  now: Date,
): Result<RecoveryState, RecoveryFailure> => {
  const { state, proposedBy, readyAt } = recovery;
  if (state !== "proposed" && state !== "waiting") return err("over");
  switch (act.kind) {
    case "stop":
      return ok("stopped");
    case "refuse":
      return ok("refused");
    case "confirm":
      if (state !== "proposed") return err("over");
      if (act.registrarId === proposedBy) return err("same-registrar");
      return hasLapsed(recovery, now) ? err("lapsed") : ok("waiting");
    case "complete":
      if (state !== "waiting" || !readyAt) return err("not-confirmed");
      if (act.signedInSince) return ok("stopped");
      if (now < readyAt) return err("too-early");
      return hasLapsed(recovery, now) ? err("lapsed") : ok("completed");
  }
};
