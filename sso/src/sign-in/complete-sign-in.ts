import { keepCookie, readCookie } from "@gov/kit/cookie.ts";
import type { AppContext } from "@gov/kit/http.ts";
import type { Person } from "#src/account/account.ts";
import { mayEnter } from "#src/client/entry.ts";
import { recordingEvent } from "#src/audit/audit-queries.ts";
import { findKnownDevice, notingDevice } from "#src/device/note-device.ts";
import { acrWithin } from "#src/proofing/proofing.ts";
import { writeTogether } from "#src/write-queries.ts";
import { answerWithSignIn, type OpenInteraction } from "./interaction.ts";
import { deviceCookie } from "./known-device.ts";
import { originOf, viewOf, type SignInDeps } from "./sign-in-context.ts";
import { stopPage } from "./sign-in-pages.ts";
import { backToText, signInTexts as texts } from "./sign-in-texts.ts";
import { endingSignIn } from "./sign-in-queries.ts";

/** How a person proved who they are: what every relying party will be told of it. */
export type CompletedSignIn = Readonly<{
  person: Person;
  acr: string;
  amr: readonly string[];
}>;

/** Whom a browser remembers; the same however the person signed in. */
const rememberedAs = (person: Person): string =>
  person.kind === "citizen" ? `citizen ${person.nationalId}` : `staff ${person.username}`;

/** The right person for a service of the other stage: test people and test services go together. */
const refuseEntry = (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
): Response | Promise<Response> => {
  const { lang, path } = viewOf(deps, c, open);
  const test = open.stage === "test";
  return c.html(
    stopPage({
      lang,
      path,
      title: test ? texts.testService : texts.testPerson,
      body: test ? texts.testServiceNext : texts.testPersonNext,
      next: {
        href: open.registration.homeUrl ?? "/account",
        text: backToText(open.registration.name),
      },
    }),
    403,
  );
};

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
  if (!mayEnter(open.stage, person, deps.config.NODE_ENV)) return refuseEntry(deps, c, open);
  const acr = person.kind === "citizen" ? acrWithin(person.proofing, shown) : shown;
  const secure = deps.config.PUBLIC_URL.startsWith("https:");
  const remembered = readCookie(c, deviceCookie.name);
  const who = rememberedAs(person);
  const knownDevice = (await findKnownDevice(deps, remembered, who)) !== undefined;
  const devices = deps.devices.add(remembered, who);
  const origin = originOf(deps, c, open);
  const detail = { acr, amr: amr.join(" "), knownDevice };
  const event = { event: "sign-in.completed", personId: person.id, ...origin, detail } as const;
  const id = deps.devices.find(devices, who) ?? "";
  const { name: service } = open.registration;
  // In one statement: no sign-in is over and not written down.
  await writeTogether(deps.db, {
    ended: endingSignIn(open.id),
    told: recordingEvent(event, "ended"),
    ...notingDevice(person, { id, known: knownDevice, origin, service }, "ended"),
  });
  keepCookie(c, {
    name: deviceCookie.name,
    value: devices,
    path: deviceCookie.path,
    maxAgeS: deviceCookie.maxAge,
    secure,
  });
  if (person.kind === "citizen" && readCookie(c, "lang") === undefined) {
    // A browser in which nobody chose a language follows the person's own.
    keepCookie(c, { name: "lang", value: person.language, path: "/", maxAgeS: 31_536_000, secure });
  }
  const login = { accountId: person.id, acr, amr: [...amr] };
  return c.redirect(await answerWithSignIn(deps.engine, open.details, login), 303);
};
