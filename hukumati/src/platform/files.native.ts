import { Directory, File, Paths } from "expo-file-system";
import type { Files } from "../core/store.ts";

/** A folder of the app's own on the phone. */
export const openFiles = (folder: string): Files => {
  const directory = new Directory(Paths.document, folder);
  return {
    read: async (name) => {
      const file = new File(directory, name);
      return file.exists ? await file.bytes() : undefined;
    },
    write: async (name, bytes) => {
      directory.create({ intermediates: true, idempotent: true });
      // Written aside and then named: a file that is there is whole.
      const unfinished = new File(directory, `${name}.new`);
      if (unfinished.exists) unfinished.delete();
      unfinished.create();
      unfinished.write(bytes);
      const file = new File(directory, name);
      if (file.exists) file.delete();
      await unfinished.move(file);
    },
    removeAll: () => {
      if (directory.exists) directory.delete();
      return Promise.resolve();
    },
  };
};
