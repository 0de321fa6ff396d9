import { queueNotice } from "#src/message/notice-queries.ts";
import type { Person } from "#src/account/account.ts";
import { originOf, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import type { AppContext } from "@gov/kit/http.ts";
import type { OpenInteraction } from "#src/sign-in/interaction.ts";
import { deviceName } from "./device-name.ts";
import { isForgotten, keepDevice } from "./device-queries.ts";

/** The id of the browser's cookie for this person, where it has one and was not forgotten. */
export const findKnownDevice = async (
  { db, devices }: Pick<SignInDeps, "db" | "devices">,
  cookie: string | undefined,
  identifier: string,
): Promise<string | undefined> => {
  const id = devices.find(cookie, identifier);
  return id !== undefined && !(await isForgotten(db, id)) ? id : undefined;
};

/** Keeps the browser of a completed sign-in, and warns the person where it is a new one. */
export const noteDevice = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  { person, deviceId, known }: Readonly<{ person: Person; deviceId: string; known: boolean }>,
): Promise<void> => {
  const { address, userAgent } = originOf(deps, c, open);
  await deps.db.transaction().execute(async (tx) => {
    await keepDevice(tx, person.id, { id: deviceId, address, userAgent });
    if (known) return;
    const facts = { device: deviceName(userAgent), service: open.registration.name };
    await queueNotice(tx, { personId: person.id, kind: "new-device", facts });
  });
};
