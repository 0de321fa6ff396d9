import { inside, valueAt, type Place } from "./place.ts";
import { partAt, tabPart, tabs, type Part } from "./parts/parts.ts";

const codeOf = (item: unknown): string | undefined =>
  typeof item === "object" && item !== null && "code" in item && typeof item.code === "string"
    ? item.code
    : undefined;

/** How a thing is called in addresses: its code where that says which, or else its number. */
const stepOf = (list: readonly unknown[], index: number): string => {
  const code = codeOf(list[index]);
  const alone = list.filter((item) => codeOf(item) === code).length === 1;
  return code !== undefined && code !== "" && !/^\d/.test(code) && alone ? code : String(index);
};

/**
 * The address of a part below its service: `pages/stall/fields/area`. Things stand there by their
 * codes, so that a link holds when a colleague moves what stands around it.
 */
export const pathOfPart = (
  draft: unknown,
  { tab, place }: Pick<Part, "tab" | "place">,
): string[] => {
  if (place === "" || place === tab) return [tab];
  let at: Place = "";
  return place.split(".").map((step) => {
    const value = valueAt(draft, at);
    at = inside(at, step);
    return Array.isArray(value) ? stepOf(value, Number(step)) : step;
  });
};

/** The part that an address names; undefined where nothing of the draft stands there. */
export const partOfPath = (draft: unknown, path: readonly string[]): Part | undefined => {
  const [head, ...rest] = path;
  const tab = tabs.find((one) => one === head);
  if (tab === undefined || tab === "texts") return undefined;
  if (rest.length === 0) return tabPart(tab);
  let place: Place = "";
  for (const step of path) {
    const value = valueAt(draft, place);
    const index = Array.isArray(value)
      ? value.findIndex((_, i) => stepOf(value, i) === step)
      : step;
    if (index === -1) return undefined;
    place = inside(place, index);
  }
  return valueAt(draft, place) === undefined ? undefined : partAt(place);
};
