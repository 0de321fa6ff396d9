import type { DraftKey } from "./draft.ts";

/** Where an institution's designers work on its services. */
export const servicesPath = "/office/services";
export const newServicePath = `${servicesPath}/new`;

/** `/office/services/transport/vehicle-licence`, and what stands below it. */
export const designPath = (
  { code }: Pick<DraftKey, "code">,
  ...below: (string | number)[]
): string =>
  [servicesPath, code, ...below.map((part) => encodeURIComponent(String(part)))].join("/");

/** The pattern of the same in routes. */
export const designRoute = (below = ""): string =>
  `${servicesPath}/:institution/:service${below === "" ? "" : `/${below}`}`;

/** The parts of a service that have an editor of their own, in the order of the work. */
export const designParts = [
  "texts",
  "pages",
  "bindings",
  "eligibility",
  "fees",
  "workflow",
  "documents",
  "notifications",
] as const;
export type DesignPart = (typeof designParts)[number];

const coded = (list: readonly Readonly<{ code: string }>[], index: string | undefined) =>
  list[Number(index)]?.code;

/**
 * The editor of a place that a problem names (`pages.0.fields.1.showIf`): the nearest page that
 * shows it. Things are addressed by their code, or where that is empty by nothing below the list.
 */
export const editorOf = (
  key: Pick<DraftKey, "code">,
  definition: Readonly<{
    pages: readonly Readonly<{ code: string; fields: readonly Readonly<{ code: string }>[] }>[];
    workflow: Readonly<{ states: readonly Readonly<{ code: string }>[] }>;
    documents: readonly Readonly<{ code: string }>[];
  }>,
  path: string,
): string => {
  const [part = "", second, third, fourth] = path.split(".");
  const below = (...parts: (string | undefined)[]): string =>
    designPath(key, ...parts.filter((each) => each !== undefined && each !== "").map(String));
  switch (part) {
    case "pages": {
      const page = definition.pages[Number(second)];
      if (!page?.code) return below("pages");
      const field = third === "fields" ? coded(page.fields, fourth) : undefined;
      return field ? below("pages", page.code, "fields", field) : below("pages", page.code);
    }
    case "fees":
      return below("fees", second);
    case "workflow": {
      const state = second === "states" ? coded(definition.workflow.states, third) : undefined;
      return state ? below("workflow", "states", state) : below("workflow");
    }
    case "documents":
      return below("documents", coded(definition.documents, second));
    case "bindings":
    case "eligibility":
    case "notifications":
      return below(part);
    default:
      return below("texts");
  }
};
