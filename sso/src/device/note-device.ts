import type { Text } from "@gov/kit/text.ts";
import type { Transaction } from "kysely";
import type { Person } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { deviceName } from "./device-name.ts";
import { isForgotten, keepDevice } from "./device-queries.ts";

/** The browser of a sign-in, whether its person is known in it, and for which service it was. */
type SignedInDevice = Readonly<{
  id: string;
  known: boolean;
  origin: RequestOrigin;
  service: Text;
}>;

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
  tx: Transaction<SsoDatabase>,
  person: Person,
  { id, known, origin, service }: SignedInDevice,
): Promise<void> => {
  const { address, userAgent } = origin;
  await keepDevice(tx, person.id, { id, address, userAgent });
  if (known) return;
  const facts = { device: deviceName(userAgent), service };
  await queueNotice(tx, { personId: person.id, kind: "new-device", facts });
};
