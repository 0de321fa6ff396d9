import { addDays } from "@gov/country/time-zone.ts";
import { governorateCodes } from "@gov/country/governorates.ts";
import { makeIban } from "@gov/country/iban.ts";
import { formatAmount } from "@gov/kit/money.ts";
import type { FactDefinition } from "@gov/services/language/binding-schema.ts";
import { bindingRequests } from "@gov/services/language/bindings.ts";
import type { CaseData, WireValue } from "@gov/services/language/case-data.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Field, Page, PlainField } from "@gov/services/language/field-schema.ts";
import type { Typed } from "#src/apply/typed-values.ts";
import type { Facts } from "#src/case/case.ts";
import type { Applicant } from "#src/case/case-data.ts";

/** Who tries a draft: somebody who does not exist. */
export const sampleApplicant: Applicant = {
  nationalId: "900000001",
  name: { ar: "شخص للتجربة", en: "A sample person" },
  phone: "+970599000000",
};

/** The file that every question for files has been given. */
export const sampleFile = {
  id: "00000000-0000-4000-8000-000000000000",
  name: "sample.pdf",
  mediaType: "application/pdf",
  sizeBytes: 120_000,
} as const;

const samplePlate = "7-4821-H";

const optionOf = (options: readonly Readonly<{ value: string }>[] | undefined): string =>
  options?.[0]?.value ?? "";

/** A text of a length that the field takes, none of it spaces at the end. */
const textFor = (
  field: Readonly<{ minLength?: number | undefined; maxLength?: number | undefined }>,
): string => {
  const length = Math.max(field.minLength ?? 0, Math.min(field.maxLength ?? 4, 4));
  return "مثال ".repeat(1000).slice(0, length).replace(/ $/, "ل");
};

const sampleDate = (
  field: Readonly<{ min?: string | undefined; max?: string | undefined }>,
): string => {
  const day = field.min ?? field.max ?? "2000-01-15";
  const [year = "", month = "", date = ""] = day.split("-");
  return `${date}/${month}/${year}`;
};

const samplePlain = (
  field: Exclude<Field, { kind: "group" }> | PlainField,
  place: string,
): Typed => {
  const is = (value: string): Typed => ({ [place]: value });
  switch (field.kind) {
    case "text":
      return is(textFor(field));
    case "number":
      return is(String(field.min ?? field.max ?? 1));
    case "money":
      return is(
        formatAmount({
          amountMinor: BigInt(field.minMinor ?? field.maxMinor ?? "10000"),
          currency: field.currency,
        }),
      );
    case "date":
      return is(sampleDate(field));
    case "choice":
      return is(optionOf(field.options));
    case "nationalId":
      return is("400000006");
    case "phone":
      return is("0599000000");
    case "email":
      return is("sample@example.ps");
    case "iban":
      return is(makeIban("PALS", "400110001"));
    case "plate":
      return is(samplePlate);
    case "address":
      return {
        [`${place}.governorate`]: governorateCodes[0] ?? "",
        [`${place}.locality`]: "وسط المدينة",
        [`${place}.street`]: "الشارع الرئيسي",
      };
    case "declaration":
      return is("yes");
    case "file":
      return {};
  }
};

/** What somebody might type on a page. */
export const samplePage = (page: Page): Typed =>
  Object.assign(
    {},
    ...page.fields.map((field): Typed => {
      if (field.kind !== "group") return samplePlain(field, field.code);
      const count = Math.max(1, field.least ?? 1);
      const entries = Array.from({ length: count }, (_, index) =>
        field.fields.map((each) => samplePlain(each, `${field.code}.${index}.${each.code}`)),
      );
      return Object.assign({ [`${field.code}.count`]: String(count) }, ...entries.flat()) as Typed;
    }),
  ) as Typed;

const sampleFact = ({ name, type, options }: FactDefinition, today: string): WireValue => {
  switch (type) {
    case "text":
      return /nationalId$/i.test(name) ? sampleApplicant.nationalId : "مثال";
    case "number":
      return 1;
    case "boolean":
    case "presence":
      return true;
    case "date":
      return addDays(today, 180);
    case "money":
      return { amountMinor: "10000", currency: "ILS" };
    case "label":
      return { ar: "مثال", en: "Sample" };
    case "choice":
      return optionOf(options);
  }
};

/** What registries might answer to what has been typed so far; none is asked. */
export const sampleFacts = (definition: DraftDefinition, data: CaseData): Facts => {
  const at = `${data.today}T08:00:00.000Z`;
  return Object.fromEntries(
    bindingRequests(definition, data).flatMap(({ binding: code, key }) => {
      const binding = definition.bindings.find((each) => each.code === code);
      if (!binding) return [];
      const values = Object.fromEntries(
        binding.facts.map((fact) => [fact.name, sampleFact(fact, data.today)]),
      );
      const { source } = binding;
      const fact = {
        source,
        outcome: "answered",
        at,
        checkedAt: at,
        askedFor: key,
        values,
      } as const;
      return [[code, fact]];
    }),
  );
};
