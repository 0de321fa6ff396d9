import { examResults } from "../../../seed/exam-results.ts";
import type { Party } from "../../party.ts";
import { createRegistry, registryProblem } from "../registry.ts";
import { serveOfPerson } from "../serve-records.ts";

/**
 * The tawjihi results of the Ministry of Education: `GET /result/{seat}?candidate=`, which knows
 * only a seat and a number that belong together, and `GET /results?candidate=`.
 */
export async function startExamRegistry(options: { port: number }): Promise<Party> {
  const registry = createRegistry(["operation", "seat", "candidate"]);
  registry.app.get("/result/:seat", (c) => {
    const seat = c.req.param("seat");
    const candidate = c.req.query("candidate") ?? "";
    return registry.answer(c, { operation: "RESULT", seat, candidate }, (fault) => {
      const found =
        fault?.kind === "wrong"
          ? examResults.find((one) => one.seatNumber !== seat)
          : examResults.find(
              (one) => one.seatNumber === seat && one.candidateNationalId === candidate,
            );
      return found
        ? c.json(found)
        : registryProblem(c, 404, "No candidate with this number sat at this seat.");
    });
  });
  serveOfPerson(
    registry,
    { path: "results", operation: "RESULTS", key: "candidate" },
    {
      of: (candidate) => examResults.filter((one) => one.candidateNationalId === candidate),
      ofOthers: (candidate) => examResults.filter((one) => one.candidateNationalId !== candidate),
    },
  );
  return await registry.open(options.port);
}
