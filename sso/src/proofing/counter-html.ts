import { bdi } from "@gov/kit/ui/bdi.ts";
import { maskPhone } from "@gov/country/phone.ts";
import type { Lang } from "@gov/kit/text.ts";
import { declarationField, radiosField } from "@gov/kit/ui/choice-fields.ts";
import { dateOnly, dateTime } from "@gov/kit/ui/date-time.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField } from "@gov/kit/ui/fields.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { documentKindTexts } from "#src/registration/registration-texts.ts";
import { documentKinds } from "#src/registry/civil-registry.ts";
import type { CounterPerson, RegistryAnswer } from "./counter-person.ts";
import { counterTexts as texts, proofingTexts } from "./counter-texts.ts";

const registryFacts = (registry: RegistryAnswer, lang: Lang): Html => {
  if (registry.kind === "down") {
    return notice({
      kind: "down",
      title: texts.registryDownTitle,
      body: texts.registryDown,
      lang,
    });
  }
  if (registry.kind === "unknown") {
    return notice({
      kind: "warn",
      title: texts.registryUnknown,
      body: texts.registryUnknownBody,
      lang,
    });
  }
  const { person } = registry;
  const comma = lang === "ar" ? "،" : ",";
  const source = html`${words(texts.registry, lang)}${comma} ${dateTime(person.at, lang)}`;
  return summaryList(
    [
      { key: texts.name, value: bdi(person.fullName[lang], "name"), source },
      { key: texts.dateOfBirth, value: dateOnly(person.dateOfBirth, lang), source },
      { key: texts.life, value: person.isAlive ? texts.alive : texts.closedByDeath, source },
      // The number stays hidden: the registrar types what they read.
      { key: texts.documentKind, value: documentKindTexts[person.lastDocument.kind], source },
    ],
    lang,
    { boxed: true },
  );
};

/** Who stands at the counter: what the account holds, and what the registry says now. */
export const counterPersonHtml = ({ account, registry }: CounterPerson, lang: Lang): Html =>
  html`<h2>${words(texts.account, lang)}</h2>
    ${summaryList(
      [
        { key: texts.name, value: bdi(account.name[lang], "name") },
        { key: texts.nationalId, value: bdi(account.nationalId) },
        { key: texts.accountPhone, value: bdi(maskPhone(account.phone), "phone") },
        { key: texts.proofing, value: proofingTexts[account.proofing] },
      ],
      lang,
      { boxed: true },
    )}
    <h2>${words(texts.registry, lang)}</h2>
    ${registryFacts(registry, lang)}`;

/** What a registrar says they saw with their own eyes. */
export const checklistHtml = (
  lang: Lang,
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Html =>
  html`<h2>${words(texts.checklist, lang)}</h2>
    ${(["documentSeen", "faceMatches"] as const).map((name) =>
      declarationField({
        name,
        lang,
        label: texts[name],
        checked: typed[name] === "yes",
        error: errorOf(errors, name),
      }),
    )}
    ${radiosField({
      name: "documentKind",
      lang,
      label: texts.documentSeenKind,
      options: documentKinds.map((kind) => ({ value: kind, label: documentKindTexts[kind] })),
      value: typed["documentKind"],
      error: errorOf(errors, "documentKind"),
    })}
    ${codeField({
      name: "documentNumber",
      lang,
      label: texts.documentNumber,
      value: typed["documentNumber"] ?? "",
      error: errorOf(errors, "documentNumber"),
      autocomplete: "off",
    })}`;
