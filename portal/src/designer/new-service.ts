import type { Text } from "@gov/kit/text.ts";
import { emptyDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { fromTemplate, type Identity, type Template } from "@gov/services/catalogue/templates.ts";
import { listTexts as texts } from "./list-texts.ts";

/** The form of a new service as it was typed. */
export type TypedService = Readonly<
  Record<"template" | "titleAr" | "titleEn" | "code" | "prefix", string>
>;

export const noService: TypedService = {
  template: "",
  titleAr: "",
  titleEn: "",
  code: "",
  prefix: "",
};

const longest = 200;
const typed = (value: unknown): string =>
  typeof value === "string" ? value.slice(0, longest).replaceAll("\0", "").trim() : "";

export const readTypedService = (form: Readonly<Record<string, unknown>>): TypedService => ({
  template: typed(form["template"]),
  titleAr: typed(form["titleAr"]),
  titleEn: typed(form["titleEn"]),
  code: typed(form["code"]).toLowerCase(),
  prefix: typed(form["prefix"]).toUpperCase(),
});

export type ServiceErrors = Readonly<Partial<Record<keyof TypedService, Text>>>;

/** What beginning from nothing is called in the form. */
export const fromNothing = "nothing";

/** What is wrong with the form, by field; `taken` are codes and prefixes of other services. */
export const checkService = (
  service: TypedService,
  known: Readonly<{
    templates: readonly Template[];
    codeTaken: boolean;
    prefixTaken: boolean;
  }>,
): ServiceErrors => {
  const { template, titleAr, titleEn, code, prefix } = service;
  const offered = [fromNothing, ...known.templates.map((each) => each.code)];
  const codeFits = /^[a-z][a-z0-9-]{0,59}$/.test(code) && code !== "new";
  const prefixFits = /^[A-Z]{2,4}$/.test(prefix);
  return {
    ...(offered.includes(template) ? {} : { template: texts.needTemplate }),
    ...(titleAr === "" ? { titleAr: texts.needTitle } : {}),
    ...(titleEn === "" ? { titleEn: texts.needTitle } : {}),
    ...(codeFits ? {} : { code: texts.needCode }),
    ...(codeFits && known.codeTaken ? { code: texts.codeTaken } : {}),
    ...(prefixFits ? {} : { prefix: texts.needPrefix }),
    ...(prefixFits && known.prefixTaken ? { prefix: texts.prefixTaken } : {}),
  };
};

/** The definition that a checked form begins with, and what the history says of it. */
export const beginWith = (
  { template, titleAr, titleEn, prefix }: TypedService,
  key: Pick<Identity, "code" | "institution">,
  templates: readonly Template[],
): Readonly<{ definition: DraftDefinition; what: Text }> => {
  const identity: Identity = {
    ...key,
    referencePrefix: prefix,
    title: { ar: titleAr, en: titleEn },
  };
  const chosen = templates.find(({ code }) => code === template);
  if (!chosen) return { definition: emptyDraft(identity), what: texts.begunEmpty };
  return {
    definition: fromTemplate(chosen, identity),
    what: {
      ar: `${texts.begunFrom.ar} «${chosen.name.ar}»`,
      en: `${texts.begunFrom.en}: ${chosen.name.en}`,
    },
  };
};
