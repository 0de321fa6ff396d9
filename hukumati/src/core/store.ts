/** Files of one folder of the app, by name. */
export type Files = Readonly<{
  read: (name: string) => Promise<Uint8Array | undefined>;
  write: (name: string, bytes: Uint8Array) => Promise<void>;
  removeAll: () => Promise<void>;
}>;

/**
 * What the app keeps, by name. `open` is taken before something is asked for: where the store was
 * emptied since, what comes back late is not kept.
 */
export type Store = Readonly<{
  read: (name: string) => Promise<Uint8Array | undefined>;
  open: () => Readonly<{ write: (name: string, bytes: Uint8Array) => Promise<void> }>;
}>;

/** What anyone may read: the catalogue, keys that check documents. Signing out leaves it. */
export const createShelf = (files: Files): Store => ({
  read: files.read,
  open: () => ({ write: files.write }),
});
