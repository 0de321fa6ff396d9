import type { HttpApp } from "@gov/kit/http.ts";
import { findOpenApplications } from "#src/apply/application-queries.ts";
import { findCasesOfPerson } from "#src/case/case-queries.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, payBillHref, show } from "#src/frame.ts";
import type { CitizenSession } from "#src/session/citizen-session-queries.ts";
import { homePage } from "./home-page.ts";

const findMine = async ({ db }: PortalDeps, { nationalId }: CitizenSession) => {
  const [cases, applications] = await Promise.all([
    findCasesOfPerson(db, nationalId),
    findOpenApplications(db, nationalId),
  ]);
  const waiting = cases.filter(({ waitsFor }) => waitsFor === "citizen");
  return {
    waiting: await Promise.all(
      waiting.map(async (current) => ({
        current,
        definition: await loadDefinition(db, current.serviceCode, current.version),
      })),
    ),
    drafts: await Promise.all(
      applications.map(async (application) => ({
        application,
        definition: await loadDefinition(db, application.serviceCode, application.version),
      })),
    ),
  };
};

/** `/`: the single window. */
export const addHome = (app: HttpApp, deps: PortalDeps): void => {
  app.get("/", async (c) => {
    const session = await deps.sessions.find(c);
    const mine = session ? await findMine(deps, session) : { waiting: [], drafts: [] };
    const frame = frameOf(c, deps, session);
    const csrfToken = session ? deps.csrf.token(c) : "";
    return await show(
      c,
      homePage({
        frame,
        payHref: payBillHref(deps, c.get("lang")),
        csrfToken,
        catalogue: await deps.offered.now(),
        ...mine,
      }),
    );
  });
};
