import { keepCookie, readCookie } from "@gov/kit/cookie.ts";
import type { AppContext } from "@gov/kit/http.ts";
import type { Person } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { acrWithin } from "#src/proofing/proofing.ts";
import { answerWithSignIn, type OpenInteraction } from "./interaction.ts";
import { deviceCookie } from "./known-device.ts";
import { originOf, type SignInDeps } from "./sign-in-context.ts";
import { endSignIn } from "./sign-in-queries.ts";

/** How a person proved who they are: what every relying party will be told of it. */
export type CompletedSignIn = Readonly<{
  person: Person;
  acr: string;
  amr: readonly string[];
}>;

/** Whom a browser remembers; the same however the person signed in. */
const rememberedAs = (person: Person): string =>
  person.kind === "citizen" ? `citizen ${person.nationalId}` : `staff ${person.username}`;

/**
 * The end of every sign-in: writes it down, remembers the browser and sends the person on. Of two
 * requests that complete the same sign-in one is written down; both lead to the same place.
 */
export const completeSignIn = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  { person, acr: shown, amr }: CompletedSignIn,
): Promise<Response> => {
  const acr = person.kind === "citizen" ? acrWithin(person.proofing, shown) : shown;
  const remembered = readCookie(c, deviceCookie.name);
  const knownDevice = deps.devices.find(remembered, rememberedAs(person)) !== undefined;
  if (await endSignIn(deps.db, open.id)) {
    await recordEvent(deps.db, {
      event: "sign-in.completed",
      personId: person.id,
      ...originOf(deps, c, open),
      detail: { acr, amr: amr.join(" "), knownDevice },
    });
  }
  keepCookie(c, {
    name: deviceCookie.name,
    value: deps.devices.add(remembered, rememberedAs(person)),
    path: deviceCookie.path,
    maxAgeS: deviceCookie.maxAge,
    secure: deps.config.PUBLIC_URL.startsWith("https:"),
  });
  const login = { accountId: person.id, acr, amr: [...amr] };
  return c.redirect(await answerWithSignIn(deps.engine, open.details, login), 303);
};
