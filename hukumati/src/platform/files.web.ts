import type { Files } from "../core/store.ts";

const storeName = "files";

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("not kept")));
  });

const openDatabase = (name: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore(storeName));
  return answerOf(request);
};

/** A database of the browser, one for each folder. */
export const openFiles = (folder: string): Files => {
  let opened: Promise<IDBDatabase> | undefined;
  const act = async <T>(
    mode: "readonly" | "readwrite",
    ask: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    opened ??= openDatabase(`hukumati-${folder}`);
    const database = await opened.catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    const transaction = database.transaction(storeName, mode);
    return await answerOf(ask(transaction.objectStore(storeName)));
  };
  return {
    read: async (name) => {
      const found: unknown = await act<unknown>("readonly", (store) => store.get(name));
      return found instanceof Uint8Array ? found : undefined;
    },
    write: async (name, bytes) => {
      await act("readwrite", (store) => store.put(bytes, name));
    },
    removeAll: async () => {
      await act("readwrite", (store) => store.clear());
    },
  };
};
