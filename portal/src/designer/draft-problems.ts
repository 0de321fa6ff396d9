import { problemsOfDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Problem } from "@gov/services/language/problem.ts";
import type { Surroundings } from "@gov/services/language/surroundings.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";

const unknownInstitution = (path: string, code: string): Problem => ({
  path,
  code: "unknownInstitution",
  reason: {
    ar: `لا توجد مؤسسة بالرمز \u2068${code}\u2069. اخترها من القائمة.`,
    en: `There is no institution \u2068${code}\u2069. Choose one from the list.`,
  },
});

/** Every institution that a definition names, with its place. */
const institutionsNamed = ({ workflow, fees }: DraftDefinition): [string, string][] => [
  ...workflow.states.flatMap(({ checks = [] }, state) =>
    checks.map(({ institution }, check): [string, string] => [
      `workflow.states.${state}.checks.${check}.institution`,
      institution,
    ]),
  ),
  ...fees.flatMap(({ lines }, schedule) =>
    lines.flatMap(({ splits = [] }, line) =>
      splits.map(({ institution }, split): [string, string] => [
        `fees.${schedule}.lines.${line}.splits.${split}.institution`,
        institution,
      ]),
    ),
  ),
];

/**
 * Everything that keeps a draft from being published: what the language's proof says, and what
 * does not fit the other services, institutions and life events that there are. Registries are
 * looked at where it is known what the exchange offers.
 */
export const draftProblems = (
  draft: DraftDefinition,
  catalogue: Catalogue,
  { exchange }: Pick<Surroundings, "exchange"> = {},
): Problem[] => {
  const institutions = new Set(catalogue.institutions.map(({ code }) => code));
  const events = new Set(catalogue.lifeEvents.map(({ code }) => code));
  const holder = catalogue.services.find(
    ({ code, referencePrefix }) => referencePrefix === draft.referencePrefix && code !== draft.code,
  );
  return [
    ...problemsOfDraft(draft, exchange ? { exchange } : {}),
    ...institutionsNamed(draft)
      .filter(([, code]) => code !== "" && !institutions.has(code))
      .map(([path, code]) => unknownInstitution(path, code)),
    ...draft.lifeEvents.flatMap((event, index) =>
      event === "" || events.has(event)
        ? []
        : [
            {
              path: `lifeEvents.${index}`,
              code: "unknownLifeEvent",
              reason: {
                ar: "هذه المناسبة غير معروفة. اخترها من القائمة.",
                en: "This life event is not known. Choose one from the list.",
              },
            },
          ],
    ),
    ...(holder
      ? [
          {
            path: "referencePrefix",
            code: "prefixTaken",
            reason: {
              ar: `البادئة ${draft.referencePrefix} لخدمة «${holder.title.ar}». اختر غيرها.`,
              en: `The prefix ${draft.referencePrefix} belongs to “${holder.title.en}”. Choose another.`,
            },
          },
        ]
      : []),
  ];
};
