import type { Text } from "@gov/kit/text.ts";
import type { PartContext } from "./inputs.ts";
import { isWithin, outside, valueAt, type Place } from "./place.ts";
import { partAt, partAround, tabNames } from "./parts/parts.ts";

const nameless: Text = { ar: "بلا عنوان", en: "Untitled" };

const hasWords = (text: Text, lang: "ar" | "en"): string =>
  text[lang].trim() === "" ? text[lang === "ar" ? "en" : "ar"].trim() : text[lang].trim();

/** What a part is called in the draft, in either language: its title, whichever is written. */
export const titleOfPart = (draft: unknown, place: Place): Text => {
  const part = partAt(place);
  const item = valueAt(draft, place);
  if (!part || item === undefined) return nameless;
  const title = part.spec.title(item as never);
  return {
    ar: hasWords(title, "ar") || nameless.ar,
    en: hasWords(title, "en") || nameless.en,
  };
};

/** The parts around a place that have editors, from the outermost in. */
export const partsAround = (place: Place): Place[] => {
  const around: Place[] = [];
  for (let at = place; at !== ""; at = outside(at)) if (partAt(at)) around.unshift(at);
  return around;
};

/** The editor's setting that a place belongs to: «متى يظهر السؤال». */
const settingAt = (context: PartContext): Text | undefined => {
  const part = partAround(context.place);
  const rest = context.place.slice(part.place === "" ? 0 : part.place.length + 1);
  const item = part.place === "" ? context.draft : valueAt(context.draft, part.place);
  const inner = { ...context, place: part.place, item };
  const input = part.spec.inputs(inner).find(({ name }) => isWithin(rest, name));
  return input?.label ?? part.spec.lists(inner).find(({ name }) => isWithin(rest, name))?.called;
};

/** A place of the draft as people say it: «الرسوم: رسم الرخصة: الحالة». */
export const placeName = (draft: PartContext["draft"], place: Place): Text => {
  const context = {
    draft,
    place,
    item: undefined,
    institutions: [],
    lifeEvents: [],
    registries: [],
  };
  const setting = settingAt(context);
  const titles = partsAround(place)
    .slice(-1)
    .map((at) => titleOfPart(draft, at));
  const said = [tabNames[partAround(place).tab], ...titles, ...(setting ? [setting] : [])];
  const join = (lang: "ar" | "en"): string => said.map((text) => text[lang]).join(" › ");
  return { ar: join("ar"), en: join("en") };
};
