import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { coarsePlace, deviceName } from "#src/device/device-name.ts";
import type { KnownDevice } from "#src/device/device-queries.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { PersonSession } from "./session-queries.ts";
import { sessionTexts as texts } from "./session-texts.ts";

export type ShownSession = PersonSession & Readonly<{ services: readonly Text[] }>;

type View = Readonly<{ lang: Lang; path: string; csrfToken: string; note: Html }>;

const listed = (names: readonly Text[], lang: Lang): Html =>
  html`${names.map((name, index) => html`${index === 0 ? "" : lang === "ar" ? "، " : ", "}${words(name, lang)}`)}`;

const sessionFacts = (session: ShownSession, lang: Lang): SummaryRow[] => [
  { key: texts.started, value: dateTime(session.startedAt, lang) },
  { key: texts.seen, value: dateTime(session.seenAt, lang) },
  { key: texts.place, value: bdi(coarsePlace(session.address), "latin") },
  ...(session.services.length === 0
    ? []
    : [{ key: texts.services, value: listed(session.services, lang) }]),
];

const sessionCard = (session: ShownSession, isThis: boolean, view: View): Html => {
  const { lang, csrfToken } = view;
  return card({
    title: deviceName(session.userAgent),
    lang,
    text: summaryList(sessionFacts(session, lang), lang),
    ...(isThis ? { tag: tag(texts.thisOne, "runs", lang) } : {}),
    action: isThis
      ? nothing
      : actionForm({
          action: "/account/sessions/end",
          csrfToken,
          text: texts.end,
          lang,
          kind: "secondary",
          fields: hiddenField("session", session.uid),
        }),
  });
};

const deviceCard = (device: KnownDevice, { lang, csrfToken }: View): Html =>
  card({
    title: deviceName(device.userAgent),
    lang,
    text: summaryList(
      [
        { key: texts.first, value: dateTime(device.firstSeenAt, lang) },
        { key: texts.seen, value: dateTime(device.lastSeenAt, lang) },
        { key: texts.place, value: bdi(coarsePlace(device.address), "latin") },
      ],
      lang,
    ),
    action: actionForm({
      action: "/account/devices/forget",
      csrfToken,
      text: texts.forget,
      lang,
      kind: "secondary",
      fields: hiddenField("device", device.id),
    }),
  });

const endOthers = ({ lang, csrfToken }: View, others: number): Html =>
  others === 0
    ? html`<p>${words(texts.noOthers, lang)}</p>`
    : html`<p class="measure">${words(texts.endOthersBody, lang)}</p>
        ${actionForm({
          action: "/account/sessions/end-others",
          csrfToken,
          text: texts.endOthers,
          lang,
          kind: "danger",
        })}`;

const deviceSection = (devices: readonly KnownDevice[], view: View): Html => {
  const { lang, csrfToken } = view;
  if (devices.length === 0) return emptyState({ title: texts.noDevices, lang });
  const all = { action: "/account/devices/forget", csrfToken, text: texts.forgetAll, lang };
  return html`${cardGrid(devices.map((device) => deviceCard(device, view)))}
  ${devices.length > 1 ? actionForm({ ...all, kind: "secondary" }) : nothing}`;
};

/** Where a person is signed in and which browsers are remembered, with how to end and forget. */
export const sessionsPage = (
  view: View,
  input: Readonly<{
    current: string;
    sessions: readonly ShownSession[];
    devices: readonly KnownDevice[];
  }>,
): Html => {
  const { lang, path, note } = view;
  const { current, sessions, devices } = input;
  const others = sessions.filter(({ uid }) => uid !== current).length;
  const first = sessions.toSorted(
    (one, two) => Number(two.uid === current) - Number(one.uid === current),
  );
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    back: { href: "/account", text: texts.back },
    notice: note,
    main: html`${heading(texts.title, lang, { below: texts.lede })}
      <h2>${words(texts.open, lang)}</h2>
      ${cardGrid(first.map((session) => sessionCard(session, session.uid === current, view)))}
      ${endOthers(view, others)}
      <h2>${words(texts.devices, lang)}</h2>
      <p class="measure">${words(texts.devicesBody, lang)}</p>
      ${deviceSection(devices, view)}`,
  });
};
