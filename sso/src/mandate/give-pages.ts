import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { checkboxesField, radiosField } from "@gov/kit/ui/choice-fields.ts";
import { dateField } from "@gov/kit/ui/date-field.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { hiddenField, numberField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { signInFrame } from "#src/page/frame.ts";
import { pageTexts as texts } from "./page-texts.ts";
import type { Gift, TypedGift } from "./give-form.ts";
import { listPath, servicesText, type MandateView, type ServiceNames } from "./mandate-pages.ts";

type Service = Readonly<{ clientId: string; name: Text }>;

/** The question whom, where and for how long; what was typed stays. */
export const givePage = (
  view: MandateView,
  input: Readonly<{
    typed: TypedGift;
    services: readonly Service[];
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { lang } = view;
  const { typed, services, errors = [] } = input;
  const ticks = checkboxesField({
    name: "service",
    lang,
    label: texts.services,
    options: services.map(({ clientId, name }) => ({ value: clientId, label: name })),
    value: typed.services,
    error: errorOf(errors, "service"),
  });
  const date = (name: "from" | "until", label: Text): Html =>
    dateField({ name, lang, label, value: typed[name], error: errorOf(errors, name) });
  return page({
    ...signInFrame(lang, view.path),
    title: texts.giveTitle,
    back: { href: listPath, text: texts.list },
    errors,
    main: html`${heading(texts.giveTitle, lang, { below: texts.giveLede })}${form({
      action: `${listPath}/new`,
      lang,
      csrfToken: view.csrfToken,
      body: html`${numberField({
        name: "nationalId",
        lang,
        label: texts.nationalId,
        hint: texts.nationalIdHint,
        value: typed.nationalId,
        error: errorOf(errors, "nationalId"),
        autocomplete: "off",
      })}${radiosField({
        name: "reach",
        lang,
        label: texts.reach,
        options: [
          { value: "all", label: texts.reachAll, hint: texts.reachAllHint },
          {
            value: "some",
            label: texts.reachSome,
            reveals: services.length === 0 ? nothing : ticks,
          },
        ],
        value: typed.reach,
        error: errorOf(errors, "reach"),
      })}${date("from", texts.from)}${date("until", texts.until)}`,
      submit: texts.continue,
    })}`,
  });
};

const kept = (typed: TypedGift): Html =>
  html`${hiddenField("nationalId", typed.nationalId)}${hiddenField("reach", typed.reach)}
  ${typed.services.map((service) => hiddenField("service", service))}
  ${(["from", "until"] as const).map((name) =>
    (["day", "month", "year"] as const).map((part) =>
      hiddenField(`${name}-${part}`, typed[name][part]),
    ),
  )}`;

/** What will be given, to whom: enough of the name to tell a mistyped number. */
export const checkGiftPage = (
  view: MandateView,
  input: Readonly<{ typed: TypedGift; gift: Gift; name: Text; services: ServiceNames }>,
): Html => {
  const { lang } = view;
  const { gift, typed } = input;
  return page({
    ...signInFrame(lang, listPath + "/new"),
    title: texts.checkTitle,
    back: { href: `${listPath}/new`, text: texts.giveTitle },
    notice: notice({ kind: "warn", title: texts.checkWarning, lang }),
    main: html`${heading(texts.checkTitle, lang)}${summaryList(
      [
        {
          key: texts.representative,
          value: html`<bdi>${input.name[lang]}</bdi> ${bdi(gift.nationalId)}`,
        },
        { key: texts.where, value: servicesText(gift.services, input.services, lang) },
        { key: texts.from, value: dateOnly(gift.fromDay, lang) },
        { key: texts.until, value: dateOnly(gift.untilDay, lang) },
      ],
      lang,
      { boxed: true },
    )}${form({
      action: listPath,
      lang,
      csrfToken: view.csrfToken,
      body: kept(typed),
      submit: texts.confirmGive,
      secondary: { text: texts.change, name: "choice", value: "change" },
    })}`,
  });
};
