type Thing = Readonly<Record<string, unknown>>;

/** The newest values, a bounded number of them. */
const keep = <T>(list: T[], value: T): void => {
  if (list.length === 300) list.shift();
  list.push(value);
};

/** What answers have told so far, so that later requests are about things that exist. */
export type Harvest = Readonly<{
  /** Things by what they are: a schema's name or an address with its parameters. */
  addThing: (kind: string, thing: Thing) => void;
  /** Every text in the thing, by its name. */
  addTexts: (thing: unknown) => void;
  addText: (name: string, text: string) => void;
  /** One of those that are known, `at` chooses; undefined where nothing is. */
  thing: (kind: string, at: number) => Thing | undefined;
  text: (name: string, at: number) => string | undefined;
}>;

export const createHarvest = (): Harvest => {
  const things = new Map<string, Thing[]>();
  const texts = new Map<string, string[]>();
  const listOf = <T>(map: Map<string, T[]>, name: string): T[] => {
    const list = map.get(name) ?? [];
    map.set(name, list);
    return list;
  };
  const addText: Harvest["addText"] = (name, text) => {
    const list = listOf(texts, name);
    if (text.length <= 300 && !list.includes(text)) keep(list, text);
  };
  const addTexts = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === "string" && !Array.isArray(value)) addText(name, member);
      else addTexts(member);
    }
  };
  /** The newer, the likelier: most of what is old has ended. */
  const pick = <T>(list: readonly T[] = [], at: number): T | undefined => {
    const share = (at % 1_000) / 1_000;
    return list[list.length - 1 - Math.floor(list.length * share * share)];
  };
  return {
    addThing: (kind, thing) => keep(listOf(things, kind), thing),
    addTexts,
    addText,
    thing: (kind, at) => pick(things.get(kind), at),
    text: (name, at) => pick(texts.get(name), at),
  };
};
