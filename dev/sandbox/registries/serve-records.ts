import type { Registry } from "./registry.ts";
import { registryProblem } from "./registry.ts";

type Named = Readonly<{ path: string; operation: string; key: string }>;

/** `GET /{path}/{key}`: one record by its number; the fault `wrong` gives another's. */
export function serveRecord<T extends object>(
  registry: Registry,
  { path, operation, key }: Named,
  book: Readonly<{ find(value: string): T | undefined; other(value: string): T | undefined }>,
): void {
  registry.app.get(`/${path}/:key`, (c) => {
    const value = c.req.param("key");
    return registry.answer(c, { operation, [key]: value }, (fault) => {
      const found = fault?.kind === "wrong" ? book.other(value) : book.find(value);
      return found ? c.json(found) : registryProblem(c, 404, `No record with this ${key}.`);
    });
  });
}

/** `GET /{path}?{key}=`: what a registry holds of one person, always with how many there are. */
export function serveOfPerson<T>(
  registry: Registry,
  { path, operation, key }: Named,
  book: Readonly<{ of(nationalId: string): T[]; ofOthers(nationalId: string): T[] }>,
): void {
  registry.app.get(`/${path}`, async (c) => {
    const nationalId = c.req.query(key) ?? "";
    if (!/^\d{9}$/.test(nationalId)) return registryProblem(c, 400, `${key}: nine digits.`);
    return registry.answer(c, { operation, [key]: nationalId }, (fault) => {
      const found = fault?.kind === "wrong" ? book.ofOthers(nationalId) : book.of(nationalId);
      return c.json({ count: found.length, [path]: found });
    });
  });
}
