import { inTransaction } from "@gov/kit/db.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import { templates } from "@gov/services/catalogue/templates.ts";
import { findNewestVersion } from "#src/catalogue/version-queries.ts";
import { findServicesOfPrefix } from "#src/catalogue/definition-queries.ts";
import { show } from "#src/frame.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { forDesigner } from "./designer-guard.ts";
import { designPath, newServicePath, servicesPath } from "./designer-paths.ts";
import { draftKey } from "./draft.ts";
import { beginDraft } from "./draft-life-queries.ts";
import { findDraft } from "./draft-queries.ts";
import { listTexts } from "./list-texts.ts";
import { newServicePage } from "./new-service-page.ts";
import {
  beginWith,
  checkService,
  noService,
  readTypedService,
  type ServiceErrors,
  type TypedService,
} from "./new-service.ts";
import { servicesPage } from "./services-page.ts";
import { findServices } from "./services-queries.ts";

/** `/office/services` and `/office/services/new`. */
export const addServices = (app: HttpApp, deps: OfficeDeps): void => {
  const { db } = deps;

  app.get(
    servicesPath,
    forDesigner(deps, async (c, { officer, frame }) =>
      show(c, servicesPage({ frame, rows: await findServices(db, officer.institution) })),
    ),
  );

  app.get(
    newServicePath,
    forDesigner(deps, (c, { frame }) =>
      show(
        c,
        newServicePage({
          frame,
          csrfToken: deps.csrf.token(c),
          templates,
          typed: noService,
          errors: {},
        }),
      ),
    ),
  );

  const check = async (typed: TypedService, code: string): Promise<ServiceErrors> =>
    checkService(typed, {
      templates,
      codeTaken: (await findNewestVersion(db, code)) !== undefined,
      prefixTaken: (await findServicesOfPrefix(db, typed.prefix)).length > 0,
    });

  app.post(
    newServicePath,
    forDesigner(
      deps,
      async (c, { officer, frame }) => {
        const typed = readTypedService(await c.req.parseBody());
        const key = draftKey(officer.institution, typed.code);
        const again = (errors: ServiceErrors) =>
          show(
            c,
            newServicePage({ frame, csrfToken: deps.csrf.token(c), templates, typed, errors }),
            400,
          );
        const errors = await check(typed, key.code);
        if (Object.keys(errors).length > 0) return await again(errors);
        const begin = { ...beginWith(typed, key, templates), officer };
        const begun = await inTransaction(db, (tx) => beginDraft(tx, key, begin));
        if (begun.ok) return c.redirect(designPath(key), 303);
        const taken = (await findDraft(db, key)) !== undefined;
        return await again(
          taken ? { code: listTexts.codeTaken } : { titleAr: listTexts.needTitle },
        );
      },
      () => newServicePath,
    ),
  );
};
