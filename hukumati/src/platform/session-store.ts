import { pendingSchema, sessionSchema, type PendingSignIn, type Session } from "../core/sign-in.ts";
import { readSecret, writeSecret } from "./store";

const parseStored = (stored: string | null): unknown => {
  try {
    return stored === null ? undefined : JSON.parse(stored);
  } catch {
    return undefined;
  }
};

export const readSession = async (): Promise<Session | undefined> => {
  const parsed = sessionSchema.safeParse(parseStored(await readSecret("session")));
  return parsed.success ? parsed.data : undefined;
};

export const writeSession = (session: Session | undefined): Promise<void> =>
  writeSecret("session", session ? JSON.stringify(session) : null);

export const readPending = async (): Promise<PendingSignIn | undefined> => {
  const parsed = pendingSchema.safeParse(parseStored(await readSecret("pending")));
  return parsed.success ? parsed.data : undefined;
};

export const writePending = (pending: PendingSignIn | undefined): Promise<void> =>
  writeSecret("pending", pending ? JSON.stringify(pending) : null);

export const readLang = async (): Promise<"ar" | "en"> =>
  (await readSecret("lang")) === "en" ? "en" : "ar";

export const writeLang = (lang: "ar" | "en"): Promise<void> => writeSecret("lang", lang);
