import { sha256 } from "@gov/kit/crypto.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Answered } from "#src/idempotency/answered.ts";
import { takeKey, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { keyLeaseMs, workUnderKey } from "#src/idempotency/key-leases.ts";
import type { KeyedRequest } from "#src/idempotency/keyed-request.ts";
import type { Desk } from "./desk.ts";

/** What made the bills that people of an institution made by hand: no client of the API. */
export const deskClient = (institution: string): string => `console/${institution}`;

/** The key that a form carries, like a call of the API. */
export const keyOfForm = (
  { c }: Desk,
  institution: string,
  form: Readonly<Record<string, string>>,
): Result<KeyedRequest, "formSent"> => {
  const { key = "", _csrf, ...fields } = form;
  if (!/^[0-9a-f-]{36}$/.test(key)) return err("formSent");
  const requestHash = sha256(`${c.req.path}\n${JSON.stringify(fields)}`);
  return ok({ clientId: deskClient(institution), key, requestHash });
};

/**
 * Carries a form out once, however often it is sent: it carries a key like a call of the API.
 * `formSent` means that it was carried out before with other content.
 */
export const onceByForm = async <E>(
  desk: Desk,
  institution: string,
  form: Readonly<Record<string, string>>,
  work: (held: HeldKey) => Promise<Result<Answered, E>>,
): Promise<Result<Answered, E | "formSent">> => {
  const { c, db } = desk;
  const asked = keyOfForm(desk, institution, form);
  if (!asked.ok) return asked;
  const state = await takeKey(db, asked.value, asked.value.requestHash, keyLeaseMs);
  if (!state.ok) return err("formSent");
  if (state.value.kind === "answered") return ok(state.value.answered);
  const done = await workUnderKey({ db, log: c.get("log") }, state.value.held, work);
  return done ?? err("formSent");
};

/** A posted form's single texts, bounded; files and repeated names are left out. */
export const formTexts = async ({ c }: Desk): Promise<Record<string, string>> => {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value.trim().slice(0, 2_000)]] : [],
    ),
  );
};
