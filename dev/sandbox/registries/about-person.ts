import type { Registry } from "./registry.ts";
import { registryProblem } from "./registry.ts";

/** What a registry is asked of one person: the path's operation and who answers it. */
export type PersonQuestion = Readonly<{
  /** The path's first part, and the fault book's `operation`. */
  operation: string;
  of: (nationalId: string) => object | undefined;
}>;

const another = "400000006";

/**
 * `GET /<operation>/{nationalId}`: an answer about one person, 404 where `of` gives nothing.
 * The fault `wrong` answers about somebody else.
 */
export function answerAboutPerson(registry: Registry, { operation, of }: PersonQuestion): void {
  registry.app.get(`/${operation}/:nationalId`, async (c) => {
    const nationalId = c.req.param("nationalId");
    if (!/^\d{9}$/.test(nationalId)) return registryProblem(c, 400, "nationalId: nine digits.");
    return registry.answer(c, { operation, nationalId }, (fault) => {
      const found = of(fault?.kind === "wrong" ? another : nationalId);
      return found ? c.json(found) : registryProblem(c, 404, "No person with this number.");
    });
  });
}
