import type { HttpApp } from "@gov/kit/http.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { addDryRun } from "./dry-run-routes.ts";
import { addEditors } from "./edit/edit-routes.ts";
import { addOverview } from "./overview-routes.ts";
import { addPreview } from "./preview-routes.ts";
import { addReview } from "./review-routes.ts";
import { addRollBack } from "./roll-back-routes.ts";
import { addServices } from "./services-routes.ts";
import { addTransfer } from "./transfer-routes.ts";
import { addVersions } from "./versions-routes.ts";

/** Where institutions make and improve their own services: `/office/services/…`. */
export const addDesigner = (app: HttpApp, deps: OfficeDeps): void => {
  addServices(app, deps);
  addOverview(app, deps);
  addReview(app, deps);
  addVersions(app, deps);
  addRollBack(app, deps);
  addTransfer(app, deps);
  addDryRun(app, deps);
  addPreview(app, deps);
  addEditors(app, deps);
};
