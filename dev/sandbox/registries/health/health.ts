import { birthNoticesOn, eyeReportOn } from "../../../seed/health-records.ts";
import type { Party } from "../../party.ts";
import { answerAboutPerson } from "../about-person.ts";
import { createRegistry, registryProblem } from "../registry.ts";

/**
 * The health registry of the Ministry of Health: `GET /birth-notices?parent=`,
 * `GET /birth-notice/{number}`, `GET /eye-report/{nationalId}`.
 */
export async function startHealthRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "nationalId", "number"]);
  const notices = () => birthNoticesOn(new Date());
  registry.app.get("/birth-notices", async (c) => {
    const parent = c.req.query("parent") ?? "";
    if (!/^\d{9}$/.test(parent)) return registryProblem(c, 400, "parent: nine digits.");
    const facts = { operation: "birth-notices", nationalId: parent };
    return registry.answer(c, facts, (fault) => {
      const isOf = ({ motherNationalId, fatherNationalId }: ReturnType<typeof notices>[number]) =>
        motherNationalId === parent || fatherNationalId === parent;
      const found = notices().filter((notice) => isOf(notice) === (fault?.kind !== "wrong"));
      return c.json({ notices: found });
    });
  });
  registry.app.get("/birth-notice/:number", (c) => {
    const number = c.req.param("number");
    return registry.answer(c, { operation: "birth-notice", number }, (fault) => {
      const wanted = (one: string) => (one === number) === (fault?.kind !== "wrong");
      const found = notices().find((notice) => wanted(notice.number));
      return found ? c.json(found) : registryProblem(c, 404, "No notice with this number.");
    });
  });
  answerAboutPerson(registry, {
    operation: "eye-report",
    of: (nationalId) => ({ nationalId, report: eyeReportOn(new Date(), nationalId) ?? null }),
  });
  return await registry.open(options.port);
}
