import type { Text } from "@gov/kit/text.ts";
import type { DraftKey } from "./draft.ts";

/** An earlier version that somebody wants published anew, until a second person agrees. */
export type RollBack = DraftKey &
  Readonly<{
    restores: number;
    /** The newest version when it was asked. */
    against: number;
    askedBy: Readonly<{ username: string; name: Text }>;
    askedAt: Date;
    words: string;
  }>;

/** Why nothing was done; nothing has changed then. */
export type RollBackError =
  | "notFound"
  | "notNow"
  | "notPublishable"
  | "baseMoved"
  /** One is asked for at a time. */
  | "alreadyAsked"
  /** Who asked does not agree for the second person. */
  | "ownWork";
