import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { DraftKey } from "./draft.ts";
import { pathOfPart } from "./edit/part-path.ts";
import { partAround } from "./edit/parts/parts.ts";

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

/** The editor of a place that a problem names (`pages.0.fields.1.showIf`). */
export const editorOf = (
  key: Pick<DraftKey, "code">,
  definition: DraftDefinition,
  path: string,
): string => designPath(key, ...pathOfPart(definition, partAround(path)));
