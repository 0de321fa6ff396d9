import { maskPhone } from "@gov/country/phone.ts";
import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField, hiddenField, textareaField } from "@gov/kit/ui/fields.ts";
import { buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { Person } from "#src/account/account.ts";
import type { NamedEvent } from "#src/history/history-download.ts";
import { historyTable } from "#src/history/history-pages.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { Suspension } from "#src/protection/suspension-queries.ts";
import { acts, type Act } from "./intervention.ts";
import { actTexts, interventionTexts as texts, kindTexts } from "./intervention-texts.ts";
import type { WaitingLift } from "./person-queries.ts";

type View = Readonly<{ lang: Lang; path: string; csrfToken: string; note: Html }>;
type Typed = Readonly<{ who?: string; reason?: string; errors?: readonly FieldError[] }>;

const reasonField = ({ reason, errors = [] }: Typed, lang: Lang): Html =>
  textareaField({
    name: "reason",
    label: texts.reason,
    hint: texts.reasonHint,
    lang,
    value: reason,
    error: errorOf(errors, "reason"),
    rows: 3,
  });

const waitingTable = (waiting: readonly WaitingLift[], lang: Lang): Html =>
  waiting.length === 0
    ? html`<p>${words(texts.noneWaiting, lang)}</p>`
    : table({
        caption: texts.waiting,
        captionHidden: true,
        lang,
        columns: [
          { head: texts.account },
          { head: texts.askedBy },
          { head: texts.askedAt },
          { head: texts.reason },
        ],
        rows: waiting.map((one) => ({
          href: `/office/people?who=${encodeURIComponent(one.identifier)}`,
          cells: [
            bdi(one.identifier),
            bdi(one.askedBy, "latin"),
            dateTime(one.askedAt, lang),
            bdi(one.reason, "auto"),
          ],
        })),
      });

/** Where an operator says whom they want to see and why. */
export const findPersonPage = (view: View, typed: Typed, waiting: readonly WaitingLift[]): Html => {
  const { lang, path, csrfToken, note } = view;
  const { errors = [] } = typed;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    errors,
    notice: note,
    back: { href: "/office", text: texts.office },
    main: html`${heading(texts.title, lang, { below: texts.lede })}
      ${form({
        action: "/office/people",
        csrfToken,
        lang,
        body: html`${codeField({
          name: "who",
          label: texts.who,
          lang,
          value: typed.who,
          error: errorOf(errors, "who"),
          maxlength: 64,
          autocomplete: "off",
        })}${reasonField(typed, lang)}`,
        submit: texts.open,
      })}
      <h2>${words(texts.waiting, lang)}</h2>
      ${waitingTable(waiting, lang)}`,
  });
};

const personFacts = (person: Person): SummaryRow[] =>
  person.kind === "citizen"
    ? [
        { key: texts.nationalId, value: bdi(person.nationalId) },
        { key: texts.phone, value: bdi(maskPhone(person.phone), "phone") },
      ]
    : [
        { key: texts.username, value: bdi(person.username, "latin") },
        { key: texts.institution, value: bdi(person.institution, "latin") },
      ];

const standingFacts = (suspension: Suspension | undefined, lang: Lang): SummaryRow[] => {
  if (!suspension) return [{ key: texts.status, value: tag(texts.active, "runs", lang) }];
  const { kind, beganAt, beganBy, reason, liftAskedBy, liftReason } = suspension;
  return [
    {
      key: texts.status,
      value: html`${tag(texts.suspended, "late", lang)} ${words(kindTexts[kind], lang)}`,
    },
    { key: texts.since, value: dateTime(beganAt, lang) },
    { key: texts.by, value: beganBy === null ? texts.thePerson : bdi(beganBy, "latin") },
    ...(reason === null ? [] : [{ key: texts.reason, value: bdi(reason, "auto") }]),
    ...(liftAskedBy === null
      ? []
      : [
          {
            key: texts.waiting,
            value: html`${bdi(liftAskedBy, "latin")}: ${bdi(liftReason ?? "", "auto")}`,
          },
        ]),
  ];
};

const actLinks = (look: string, suspended: boolean, lang: Lang): Html => {
  const possible = acts.filter((act) =>
    suspended ? act === "lift" || act === "reset" : act !== "lift",
  );
  return buttonRow(
    ...possible.map((act) =>
      linkButton({
        href: `/office/people/act?act=${act}&look=${encodeURIComponent(look)}`,
        text: actTexts[act].button,
        lang,
        kind: act === "lift" ? "primary" : "secondary",
      }),
    ),
  );
};

/** One person's account as an operator sees it. */
export const personPage = (
  view: View,
  input: Readonly<{
    person: Person;
    look: string;
    suspension: Suspension | undefined;
    events: readonly NamedEvent[];
  }>,
): Html => {
  const { lang, path, note } = view;
  const { person, look, suspension, events } = input;
  return page({
    ...signInFrame(lang, path),
    title: texts.account,
    wide: true,
    notice: note,
    back: { href: "/office/people", text: texts.people },
    main: html`${heading(person.name, lang, { above: texts.account })}
      ${summaryList([...personFacts(person), ...standingFacts(suspension, lang)], lang, {
        boxed: true,
      })}
      <h2>${words(texts.whatYouCan, lang)}</h2>
      ${actLinks(look, suspension !== undefined, lang)}
      <h2>${words(texts.recent, lang)}</h2>
      ${historyTable(events, lang)}`,
  });
};

/** Asks for the reason before an act, and says what it means. */
export const actPage = (
  view: View,
  input: Readonly<{ act: Act; look: string; person: Person }> & Typed,
): Html => {
  const { lang, path, csrfToken } = view;
  const { act, look, person, errors = [] } = input;
  const said = actTexts[act];
  const back = `/office/people/view?look=${encodeURIComponent(look)}`;
  return page({
    ...signInFrame(lang, path),
    title: said.ask,
    errors,
    back: { href: back, text: texts.backToPerson },
    main: html`${heading(said.ask, lang, { above: person.name })}
    ${notice({ kind: "warn", title: said.means, lang })}
    ${form({
      action: "/office/people/act",
      csrfToken,
      lang,
      body: html`${hiddenField("look", look)}${hiddenField("act", act)}${reasonField(input, lang)}`,
      submit: said.button,
      submitKind: act === "lift" ? "primary" : "danger",
      secondary: { href: back, text: texts.keep },
    })}`,
  });
};
