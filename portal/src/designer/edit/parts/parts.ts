import type { Text } from "@gov/kit/text.ts";
import type { ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { outside, patternOf, type Place } from "../place.ts";
import { bindingPart, bindingsList } from "./binding-parts.ts";
import { documentPart, documentsList, notificationsList } from "./document-parts.ts";
import { exemptionPart, feesList, linePart, schedulePart } from "./fee-parts.ts";
import { factPart } from "./fact-parts.ts";
import { fieldPart } from "./field-parts.ts";
import { pagePart, pagesList } from "./page-parts.ts";
import { eligibilityList, servicePart } from "./service-parts.ts";
import { checkPart, statePart, transitionPart, workflowPart } from "./workflow-parts.ts";

/** The editors side by side, each for one side of a service, in the order of the work. */
export const tabs = [
  "about",
  "pages",
  "bindings",
  "eligibility",
  "fees",
  "workflow",
  "documents",
  "notifications",
  "texts",
] as const;
export type Tab = (typeof tabs)[number];

export const tabNames: Readonly<Record<Tab, Text>> = {
  about: { ar: "الخدمة", en: "Service" },
  pages: { ar: "الصفحات والأسئلة", en: "Pages and questions" },
  bindings: { ar: "السجلات", en: "Registries" },
  eligibility: { ar: "الاستحقاق", en: "Eligibility" },
  fees: { ar: "الرسوم", en: "Fees" },
  workflow: { ar: "سير العمل", en: "Workflow" },
  documents: { ar: "الوثائق", en: "Documents" },
  notifications: { ar: "الرسائل", en: "Messages" },
  texts: { ar: "النصوص", en: "Texts" },
};

/** A tab that is one list of the service. */
const listTab = (tab: Tab, list: (context: PartContext) => ListSpec): PartSpec => ({
  called: tabNames[tab],
  title: () => tabNames[tab],
  inputs: () => [],
  lists: (context) => [list(context)],
});

const tabParts: Readonly<Record<Exclude<Tab, "texts">, PartSpec>> = {
  about: servicePart,
  pages: listTab("pages", () => pagesList),
  bindings: listTab("bindings", bindingsList),
  eligibility: listTab("eligibility", () => eligibilityList),
  fees: listTab("fees", () => feesList),
  workflow: workflowPart,
  documents: listTab("documents", () => documentsList),
  notifications: listTab("notifications", () => notificationsList),
};

const parts: Readonly<Record<string, PartSpec>> = {
  "pages.*": pagePart,
  "pages.*.fields.*": fieldPart,
  "pages.*.fields.*.fields.*": fieldPart,
  "bindings.*": bindingPart,
  "bindings.*.facts.*": factPart,
  "fees.*": schedulePart,
  "fees.*.lines.*": linePart,
  "fees.*.exemptions.*": exemptionPart,
  "workflow.states.*": statePart,
  "workflow.states.*.checks.*": checkPart,
  "workflow.transitions.*": transitionPart,
  "documents.*": documentPart,
};

/** What an editor edits: the place in the draft, and what may be said of it. */
export type Part = Readonly<{ tab: Tab; place: Place; spec: PartSpec }>;

/** The part that a tab edits as a whole. */
export const tabPart = (tab: Exclude<Tab, "texts">): Part => ({
  tab,
  place: tab === "workflow" ? tab : "",
  spec: tabParts[tab],
});

/** The part of a place such as `pages.0.fields.2`, where one with an editor of its own stands. */
export const partAt = (place: Place): Part | undefined => {
  const spec = parts[patternOf(place)];
  const tab = tabs.find((one) => place.startsWith(`${one}.`));
  return spec && tab ? { tab, place, spec } : undefined;
};

/** The part where a place is edited: the nearest around it that has an editor. */
export const partAround = (place: Place): Part => {
  for (let at = place; at !== ""; at = outside(at)) {
    const part = partAt(at);
    if (part) return part;
  }
  const head = place.split(".")[0];
  const tab = tabs.find((one) => one === head);
  return tabPart(tab === undefined || tab === "texts" ? "about" : tab);
};
