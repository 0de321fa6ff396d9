import type { AccountCursor, EntryCursor } from "./explorer-queries.ts";

export const accountCursorText = ({ institution, id }: AccountCursor): string =>
  `${institution}_${id}`;

/** Where the next page of accounts begins. */
export const readAccountCursor = (text: string): AccountCursor | undefined => {
  const [, institution, id] = /^([a-z][a-z0-9-]{1,39})_(\d{1,18})$/.exec(text) ?? [];
  return institution && id ? { institution, id: BigInt(id) } : undefined;
};

const entryPattern =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const entryCursorText = ({ at, id }: EntryCursor): string => `${at}_${id}`;

/** Where an account's next page begins. */
export const readEntryCursor = (text: string): EntryCursor | undefined => {
  const [, at, id] = entryPattern.exec(text) ?? [];
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined;
};
