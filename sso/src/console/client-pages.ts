import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField } from "@gov/kit/ui/fields.ts";
import { buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { DayCount, KeptClient, TestPerson } from "./console-queries.ts";
import { consoleTexts as texts } from "./console-texts.ts";
import { fieldValue, shownFields } from "./field-values.ts";
import { signInChart } from "./sign-in-chart.ts";
import type { ClientVersion } from "./version-queries.ts";

export type ConsoleView = Readonly<{ lang: Lang; path: string; csrfToken: string }>;
export type Outcome = Readonly<{ kind: "success" | "warn" | "info"; title: Text; body?: Text }>;

export const listPath = "/office/clients";
export const clientPath = (clientId: string): string => `${listPath}/${clientId}`;

const stageTag = ({ stage, status }: KeptClient, lang: Lang): Html =>
  html`${tag(texts[stage], stage === "live" ? "runs" : "waits", lang)}${
    status === "suspended" ? html` ${tag(texts.suspended, "late", lang)}` : nothing
  }`;

const waitingTable = (waiting: readonly ClientVersion[], lang: Lang): Html =>
  table({
    caption: texts.waiting,
    captionHidden: true,
    lang,
    columns: [
      { head: texts.service },
      { head: texts.institution },
      { head: texts.asked },
      { head: texts.when },
    ],
    rows: waiting.map(({ clientId, version, metadata, institution, madeBy, madeAt }) => ({
      href: `${clientPath(clientId)}/versions/${version}`,
      cells: [
        metadata.name,
        bdi(institution ?? "—", "latin"),
        bdi(madeBy, "latin"),
        dateTime(madeAt, lang),
      ],
    })),
    empty: texts.nothingWaits,
  });

/** The services an employee looks after; for operators also what waits for them. */
export const clientsPage = (
  view: ConsoleView,
  input: Readonly<{
    clients: readonly KeptClient[];
    waiting: readonly ClientVersion[] | undefined;
    mayRegister: boolean;
  }>,
): Html => {
  const { lang } = view;
  const { clients, waiting, mayRegister } = input;
  const register = linkButton({ href: `${listPath}/new`, text: texts.register, lang });
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    back: { href: "/office", text: texts.office },
    main: html`${heading(texts.title, lang, { below: texts.lede })}${
      waiting === undefined
        ? nothing
        : html`<h2>${words(texts.waiting, lang)}</h2>
            ${waitingTable(waiting, lang)}
            <h2>${words(texts.title, lang)}</h2>`
    }${mayRegister ? html`<p>${register}</p>` : nothing}${
      clients.length === 0
        ? emptyState({ title: texts.none, body: texts.noneBody, lang })
        : cardGrid(
            clients.map((client) =>
              card({
                title: client.metadata.name,
                href: clientPath(client.clientId),
                lang,
                tag: stageTag(client, lang),
                text: bdi(client.clientId, "latin"),
                level: waiting === undefined ? 2 : 3,
              }),
            ),
          )
    }`,
  });
};

const link = (clientId: string, step: string, text: Text, lang: Lang): Html =>
  linkButton({ href: `${clientPath(clientId)}/${step}`, text, lang, kind: "secondary" });

const actions = (client: KeptClient, lang: Lang, mayChange: boolean): Html => {
  const { clientId, stage, status, metadata } = client;
  const secret = client.hasSecret || (metadata.kind !== "app" && !metadata.publicKeys);
  const renews = secret && metadata.publicKeysUrl === undefined;
  return buttonRow(
    ...(mayChange ? [link(clientId, "edit", texts.edit, lang)] : []),
    ...(mayChange && renews ? [link(clientId, "secret", texts.newSecret, lang)] : []),
    ...(mayChange && stage === "test" ? [link(clientId, "live", texts.goLive, lang)] : []),
    ...(stage === "test" ? [link(clientId, "simulator", texts.simulator, lang)] : []),
    link(clientId, "setup", texts.setup, lang),
    link(clientId, "versions", texts.versions, lang),
    status === "active"
      ? link(clientId, "suspend", texts.suspend, lang)
      : link(clientId, "resume", texts.resume, lang),
    ...(mayChange ? [link(clientId, "delete", texts.delete, lang)] : []),
  );
};

const people = (tests: readonly TestPerson[], lang: Lang): Html =>
  html`<h2>${words(texts.testPeople, lang)}</h2>
    <p class="measure">${words(texts.testPeopleBody, lang)}</p>
    <ul>
      ${tests.map(
        ({ nationalId, name }) => html`<li><bdi>${words(name, lang)}</bdi> ${bdi(nationalId)}</li>`,
      )}
    </ul>`;

/** One service: what is registered, what can be done, and how many people sign in. */
export const clientPage = (
  view: ConsoleView,
  input: Readonly<{
    client: KeptClient;
    proposed: ClientVersion | undefined;
    days: readonly DayCount[];
    tests: readonly TestPerson[];
    mayChange: boolean;
    outcome?: Outcome | undefined;
  }>,
): Html => {
  const { lang } = view;
  const { client, proposed, outcome } = input;
  const { clientId, metadata, earlierSecretUntil } = client;
  const waits = proposed
    ? notice({
        kind: "info",
        title: texts.proposedWaits,
        body: html`${words(texts.proposedBody, lang)}
          <a href="${clientPath(clientId)}/versions/${proposed.version}"
            >${words(texts.seeProposal, lang)}</a
          >`,
        lang,
      })
    : nothing;
  return page({
    ...signInFrame(lang, view.path),
    title: metadata.name,
    back: { href: listPath, text: texts.title },
    notice: html`${outcome ? notice({ ...outcome, lang, live: true }) : nothing}${waits}`,
    main: html`${heading(metadata.name, lang, {
        above: bdi(clientId, "latin"),
        tag: stageTag(client, lang),
      })}${actions(client, lang, input.mayChange)}${summaryList(
        [
          ...shownFields(metadata).map(({ name, field }) => ({
            key: name,
            value: fieldValue(field, metadata[field], lang),
          })),
          ...(earlierSecretUntil
            ? [{ key: texts.earlierSecret, value: dateTime(earlierSecretUntil, lang) }]
            : []),
        ],
        lang,
        { boxed: true },
      )}
      <h2>${words(texts.signIns, lang)}</h2>
      ${signInChart(input.days, lang)}${client.stage === "test" ? people(input.tests, lang) : nothing}`,
  });
};

/** The one time that a secret is seen. */
export const secretPage = (view: ConsoleView, clientId: string, secret: string): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.secretOnce,
    main: html`${heading(texts.secretOnce, lang, { below: texts.secretOnceBody })}
    ${summaryList(
      [
        { key: texts.clientId, value: bdi(clientId, "latin") },
        { key: texts.newSecret, value: html`<code dir="ltr">${secret}</code>` },
      ],
      lang,
      { boxed: true },
    )}
    ${linkButton({ href: clientPath(clientId), text: texts.cancel, lang })}`,
  });
};

const confirmTexts = {
  secret: [texts.newSecretTitle, texts.newSecretBody, texts.newSecret],
  suspend: [texts.suspendTitle, texts.suspendBody, texts.suspend],
  resume: [texts.resume, texts.doneEffective, texts.resume],
  delete: [texts.deleteTitle, texts.deleteBody, texts.delete],
} as const;
export type Confirmed = keyof typeof confirmTexts;

/** Asks before a step that people would notice; deleting asks for the id itself. */
export const confirmPage = (
  view: ConsoleView,
  clientId: string,
  step: Confirmed,
  errors: readonly FieldError[] = [],
): Html => {
  const { lang } = view;
  const [title, body, submit] = confirmTexts[step];
  const typed = codeField({
    name: "typedId",
    lang,
    label: texts.typeId,
    error: errorOf(errors, "typedId"),
    autocomplete: "off",
  });
  return page({
    ...signInFrame(lang, view.path),
    title,
    errors,
    back: { href: clientPath(clientId), text: texts.cancel },
    main: html`${heading(title, lang, {
      above: bdi(clientId, "latin"),
      ...(step === "resume" ? {} : { below: body }),
    })}${form({
      action: `${clientPath(clientId)}/${step}`,
      lang,
      csrfToken: view.csrfToken,
      body: step === "delete" ? typed : nothing,
      submit,
      submitKind: step === "delete" || step === "suspend" ? "danger" : "primary",
      secondary: { text: texts.cancel, href: clientPath(clientId) },
    })}`,
  });
};

export const noClientPage = (view: Pick<ConsoleView, "lang" | "path">): Html =>
  page({
    ...signInFrame(view.lang, view.path),
    title: texts.notFound,
    back: { href: listPath, text: texts.title },
    main: heading(texts.notFound, view.lang, { below: texts.notFoundBody }),
  });
