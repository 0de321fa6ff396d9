import type { Binding } from "@gov/services/language/binding-schema.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Input, ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { codeFrom } from "../new-names.ts";
import type { OfferedService } from "../offered-services.ts";
import { codeInput, titleInput } from "./common-parts.ts";
import { factsHint, factsList } from "./fact-parts.ts";

/** What a registry's service is called in a list: who holds the data and what it is. */
const labelOf = ({ source, service, called }: OfferedService): Text => ({
  ar: `${source.ar}: ${called?.ar ?? service.code}`,
  en: `${source.en}: ${called?.en ?? service.code}`,
});

const offeredTo = ({ item, registries }: PartContext): OfferedService | undefined => {
  const { member, subsystem, code } = (item as Binding).service;
  return registries.find(({ name }) => name === `${member}/${subsystem}/${code}`);
};

const fresh = (offered: OfferedService, code: string, purpose: string): Binding => ({
  code,
  service: offered.service,
  ...(offered.path.length > 0 ? { path: [...offered.path] } : {}),
  ...(offered.query.length > 0 ? { query: [...offered.query] } : {}),
  purpose,
  source: offered.source,
  facts: [],
  ...(offered.records === undefined ? {} : { records: offered.records }),
  notFound: offered.notFound,
});

/** Registries asked through the exchange, picked from those that it offers. */
export const bindingsList = ({ registries }: PartContext): ListSpec => ({
  name: "bindings",
  title: { ar: "بيانات من السجلات", en: "Facts from registries" },
  about: {
    ar: "ما تعرفه الدولة لا نسأل عنه. اختر السجل، ثم ما نحتاجه منه.",
    en: "What the state knows is not asked. Choose the registry, then what we need of it.",
  },
  style: "pages",
  most: 30,
  called: { ar: "سجل", en: "Registry" },
  add: { ar: "أضف سجلا", en: "Add a registry" },
  asked: [
    {
      kind: "one",
      name: "service",
      label: { ar: "السجل", en: "Registry" },
      options: registries.map((each) => ({ value: each.name, label: labelOf(each) })),
    },
  ],
  fresh: ({ draft }, asked) => {
    const offered = registries.find(({ name }) => name === asked["service"]);
    if (!offered) return undefined;
    const purpose = draft.code.split("/")[1] ?? draft.code;
    return fresh(offered, codeFrom(draft, offered.service.code, "registry"), purpose);
  },
});

const parameterInputs = ({ path = [], query = [] }: Binding): Input[] => [
  ...path.map((_, index): Input => ({
    kind: "rule",
    name: `path.${index}`,
    label: { ar: "عمّن أو عمّا نسأل السجل", en: "Whom or what we ask about" },
    hint: {
      ar: "مثل: مقدم_الطلب.رقم_الهوية، أو اسم سؤال أجاب عنه المواطن.",
      en: "Such as: applicant.nationalId, or a question that was answered.",
    },
  })),
  ...query.map(({ name }, index): Input => ({
    kind: "rule",
    name: `query.${index}.value`,
    label: { ar: `قيمة ${name}`, en: `Value of ${name}` },
  })),
];

/** What other services have asked of it already, to tick. */
const factsPicked = (binding: Binding, offered: OfferedService | undefined): Input[] => {
  const facts = [
    ...binding.facts,
    ...(offered?.facts ?? []).filter(({ name }) => !binding.facts.some((f) => f.name === name)),
  ];
  if (facts.length === 0) return [];
  return [
    {
      kind: "picked",
      name: "facts",
      key: "name",
      label: { ar: "ما نحتاجه منه", en: "What we need of it" },
      hint: factsHint,
      options: facts.map(({ name, label, alias }) => ({
        value: name,
        label,
        hint: { ar: alias ?? name, en: name },
      })),
      items: Object.fromEntries(facts.map((fact) => [fact.name, fact])),
    },
  ];
};

/** The purposes registered for it, and the one that stands there; typed where none are known. */
const purposeInput = ({ purpose }: Binding, offered: OfferedService | undefined): Input => {
  const common = {
    name: "purpose",
    label: { ar: "الغرض المسجل في منصة التبادل", en: "The purpose registered in the exchange" },
  } as const;
  const known = offered?.purposes;
  if (known === undefined) return { ...common, rare: true, kind: "line", dir: "ltr" };
  const registered = known.map(({ code, text }) => ({ value: code, label: text }));
  const standing = known.some(({ code }) => code === purpose) ? [] : [unregistered(purpose)];
  return { ...common, kind: "one", options: [...standing, ...registered] };
};

const unregistered = (purpose: string) => ({
  value: purpose,
  label: { ar: `${purpose}: غير مسجل لهذا السجل`, en: `${purpose}: not registered for this` },
});

export const bindingPart: PartSpec = {
  called: { ar: "بيانات من سجل", en: "Facts from a registry" },
  title: ({ source }: Binding) => source,
  inputs: (context) => {
    const binding = context.item as Binding;
    const offered = offeredTo(context);
    return [
      ...factsPicked(binding, offered),
      ...parameterInputs(binding),
      {
        kind: "rule",
        name: "when",
        optional: true,
        label: { ar: "متى نسأل السجل", en: "When it is asked" },
        hint: { ar: "اتركه فارغا ليُسأل دائما.", en: "Leave it empty and it always is." },
      },
      titleInput(
        { ar: "صاحب البيانات كما يراه الناس", en: "Who holds the data, as people see it" },
        "source",
      ),
      titleInput(
        { ar: "ما يقال إن لم يجد السجل شيئا", en: "What to say where it finds nothing" },
        "notFound",
      ),
      purposeInput(binding, offered),
      codeInput,
    ];
  },
  lists: (context) => {
    const fields = offeredTo(context)?.fields;
    return fields === undefined ? [] : [factsList(fields)];
  },
};
