import type { Binding } from "@gov/services/language/binding-schema.ts";
import type { Input, ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { codeFrom } from "../new-names.ts";
import type { OfferedService } from "../offered-services.ts";
import { codeInput, titleInput } from "./common-parts.ts";

/** What a registry's service is called in a list: who holds the data and what it is. */
const labelOf = ({ source, service }: OfferedService) => ({
  ar: `${source.ar}: ${service.code}`,
  en: `${source.en}: ${service.code}`,
});

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

export const bindingPart: PartSpec = {
  called: { ar: "بيانات من سجل", en: "Facts from a registry" },
  title: ({ source }: Binding) => source,
  inputs: ({ item, registries }) => {
    const binding = item as Binding;
    const { member, subsystem, code } = binding.service;
    const offered = registries.find(({ name }) => name === `${member}/${subsystem}/${code}`);
    const facts = [
      ...binding.facts,
      ...(offered?.facts ?? []).filter(({ name }) => !binding.facts.some((f) => f.name === name)),
    ];
    return [
      {
        kind: "picked",
        name: "facts",
        key: "name",
        label: { ar: "ما نحتاجه منه", en: "What we need of it" },
        hint: {
          ar: "كل معلومة تُعرض على المواطن مع مصدرها، ويُسجَّل أننا اطلعنا عليها.",
          en: "Each is shown to the person with its source, and that we looked is recorded.",
        },
        options: facts.map(({ name, label, alias }) => ({
          value: name,
          label,
          hint: { ar: alias ?? name, en: name },
        })),
        items: Object.fromEntries(facts.map((fact) => [fact.name, fact])),
      },
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
      {
        kind: "line",
        dir: "ltr",
        name: "purpose",
        rare: true,
        label: {
          ar: "الغرض المسجل في منظومة التبادل",
          en: "The purpose registered in the exchange",
        },
      },
      codeInput,
    ];
  },
  lists: () => [],
};
