import { governorates, isGovernorate, type Governorate } from "@gov/country/governorates.ts";
import { currencies, type Currency } from "@gov/kit/money.ts";
import type { WireAddress, WireFile, WireScalar, WireValue } from "./case-data.ts";
import { isDate } from "./expression/calendar-date.ts";
import { limits } from "./expression/limits.ts";
import { unknown, type Type, type Value } from "./expression/value.ts";

const isCurrency = (text: unknown): text is Currency =>
  typeof text === "string" && Object.hasOwn(currencies, text);

const asMoney = (wire: object): Value => {
  const { amountMinor, currency } = wire as { amountMinor?: unknown; currency?: unknown };
  if (typeof amountMinor !== "string" || !isCurrency(currency)) return unknown;
  return /^-?[0-9]{1,15}$/.test(amountMinor)
    ? { type: "money", value: Number(amountMinor) + 0, currency }
    : unknown;
};

const asLabel = (wire: object): Value => {
  const { ar, en } = wire as { ar?: unknown; en?: unknown };
  return typeof ar === "string" && typeof en === "string" ? { type: "label", ar, en } : unknown;
};

const isAddress = (wire: object): wire is WireAddress => {
  const { governorate, locality, street } = wire as Partial<WireAddress>;
  return (
    typeof governorate === "string" &&
    isGovernorate(governorate) &&
    typeof locality === "string" &&
    typeof street === "string"
  );
};

/** An address as a label: the governorate in each language, the rest as it was written. */
const addressLabel = ({ governorate, locality, street }: WireAddress): Value => {
  const name = governorates[governorate as Governorate];
  const rest = [locality, street].filter((part) => part !== "");
  return {
    type: "label",
    ar: [name.ar, ...rest].join("، "),
    en: [name.en, ...rest].join(", "),
  };
};

/** Files by their names; entries of a group count, each by itself being nothing to compare. */
const asList = (wire: readonly unknown[], item: Type): Value => ({
  type: "list",
  items: wire.slice(0, limits.listLength).map((each): Value => {
    const name =
      typeof each === "object" && each !== null ? (each as Partial<WireFile>).name : undefined;
    return item.type === "text" && typeof name === "string"
      ? { type: "text", value: name.slice(0, limits.textLength) }
      : unknown;
  }),
});

/** A JSON value as the type says it is; what does not fit counts as unknown. */
export const fromWire = (type: Type, wire: WireValue | undefined): Value => {
  if (wire === undefined || wire === null) return unknown;
  if (type.type === "list") return Array.isArray(wire) ? asList(wire, type.item) : unknown;
  if (typeof wire === "object") {
    if (type.type === "label" && isAddress(wire)) return addressLabel(wire);
    if (type.type === "money") return asMoney(wire);
    return type.type === "label" ? asLabel(wire) : unknown;
  }
  switch (type.type) {
    case "boolean":
      return typeof wire === "boolean" ? { type: "boolean", value: wire } : unknown;
    case "number":
      return Number.isInteger(wire) && Math.abs(wire as number) <= limits.number
        ? { type: "number", value: (wire as number) + 0 }
        : unknown;
    case "date":
      return typeof wire === "string" && isDate(wire) ? { type: "date", value: wire } : unknown;
    case "text":
    case "choice":
      return typeof wire === "string" && wire.length <= limits.textLength
        ? { type: "text", value: wire }
        : unknown;
    default:
      return unknown;
  }
};

/** A value as JSON carries it; lists, which no answer holds, and unknown give null. */
export const toWire = (value: Value): WireScalar => {
  switch (value.type) {
    case "boolean":
    case "number":
    case "text":
    case "date":
      return value.value;
    case "money":
      return { amountMinor: String(value.value), currency: value.currency };
    case "label":
      return { ar: value.ar, en: value.en };
    default:
      return null;
  }
};
