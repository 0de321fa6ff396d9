import type { Text } from "@gov/kit/text.ts";
import type { Person } from "#src/account/account.ts";
import { queueingNotice } from "#src/message/notice-queries.ts";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import type { Write } from "#src/write-queries.ts";
import { deviceName } from "./device-name.ts";
import { isForgotten, keepingDevice } from "./device-queries.ts";

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

/**
 * Keeping the browser of a completed sign-in, and warning the person where it is a new one, after
 * the write by which the sign-in ended.
 */
export const notingDevice = (
  person: Person,
  { id, known, origin, service }: SignedInDevice,
  after: string,
): Record<string, Write> => {
  const { address, userAgent } = origin;
  const device = keepingDevice(person.id, { id, address, userAgent }, after);
  if (known) return { device };
  const facts = { device: deviceName(userAgent), service };
  const notice = queueingNotice({ personId: person.id, kind: "new-device", facts }, after);
  return { device, notice };
};
