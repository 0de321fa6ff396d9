import type { Currency } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { OfferedService } from "./offered-services.ts";
import type { Place } from "./place.ts";

/** One of the values that an input offers. */
export type Offered = Readonly<{ value: string; label: Text | string; hint?: Text }>;

type Common = Readonly<{
  /** The property within the thing that is edited: `label`, `task.title`. */
  name: string;
  label: Text;
  hint?: Text;
  /** May be left empty: the property is then absent. */
  optional?: boolean;
  /** Among the settings that few people need; folded away until opened. */
  rare?: boolean;
}>;

/** What an editor asks of its author, one property at a time. */
export type Input =
  /** A text in both languages, side by side; `long` for paragraphs. */
  | (Common & Readonly<{ kind: "texts"; long?: boolean }>)
  /** What rules call it: a code or an Arabic name. Changed by renaming, everywhere at once. */
  | (Common & Readonly<{ kind: "name"; dir: "ltr" | "rtl" }>)
  /** An expression. */
  | (Common & Readonly<{ kind: "rule" }>)
  /** Required always, never, or while a rule holds. */
  | (Common & Readonly<{ kind: "required" }>)
  | (Common & Readonly<{ kind: "whole"; unit?: Text }>)
  /** An amount; `minor` keeps only its minor units, `money` its currency too. */
  | (Common & Readonly<{ kind: "amount"; currency: Currency; as: "minor" | "money" }>)
  /** Up to two decimals of a percent, kept in hundredths of a percent. */
  | (Common & Readonly<{ kind: "percent" }>)
  | (Common & Readonly<{ kind: "date" }>)
  | (Common & Readonly<{ kind: "line"; dir?: "ltr" | "rtl" }>)
  | (Common & Readonly<{ kind: "yes" }>)
  | (Common & Readonly<{ kind: "one"; options: readonly Offered[]; number?: boolean }>)
  | (Common & Readonly<{ kind: "several"; options: readonly Offered[] }>)
  /** A list of words, one a line. */
  | (Common & Readonly<{ kind: "lines" }>)
  /** Ready-made things to tick; `items` are what is kept, by the value of their `key`. */
  | (Common &
      Readonly<{
        kind: "picked";
        key: string;
        options: readonly Offered[];
        items: Readonly<Record<string, unknown>>;
      }>);

/** What the specifications of parts may look at. */
export type PartContext = Readonly<{
  draft: DraftDefinition;
  place: Place;
  /** What stands there now. */
  item: unknown;
  institutions: readonly Offered[];
  lifeEvents: readonly Offered[];
  /** What registries answer, as the exchange offers it. */
  registries: readonly OfferedService[];
}>;

/** A list that belongs to a part. */
export type ListSpec = Readonly<{
  /** The property that holds it. */
  name: string;
  /** Where the list stands, if not within the part; things whose `property` is so belong here. */
  elsewhere?: Readonly<{ list: Place; property: string; is: string }>;
  /** What holds the list, made with its first row. */
  holder?: Readonly<{ name: string; fresh: unknown }>;
  title: Text;
  about?: Text;
  /** Rows edited where they stand, or things that have a page of their own. */
  style: "rows" | "pages";
  most: number;
  /** What one of them is called: «صفحة», «سؤال». */
  called: Text;
  add: Text;
  /** What is asked before one is added, besides nothing. */
  asked?: readonly Input[];
  /** The new thing. */
  fresh: (context: PartContext, asked: Readonly<Record<string, unknown>>) => unknown;
  /** Columns of a row. */
  row?: (context: PartContext) => readonly Input[];
}>;

/** A kind of thing that has a page of its own: what it is called and what may be said of it. */
export type PartSpec = Readonly<{
  called: Text;
  title: (item: never) => Text;
  inputs: (context: PartContext) => readonly Input[];
  lists: (context: PartContext) => readonly ListSpec[];
  /** What it holds is more to the point than its own settings, and stands before them. */
  listsFirst?: boolean;
  /** After its settings were read: what no longer belongs to it goes. */
  tidy?: (item: never) => unknown;
}>;
