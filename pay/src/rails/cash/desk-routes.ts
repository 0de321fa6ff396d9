import type { HttpApp } from "@gov/kit/http.ts";
import { addDeskSignIn, type Desk } from "./desk-session.ts";
import { addDrawerRoutes } from "./drawer-routes.ts";
import { addFloatRoutes } from "./float-routes.ts";
import { addHoldRoutes } from "./hold-routes.ts";
import { addSlipRoutes } from "./slip-routes.ts";

/** The desk of agents without a system of their own. No script; Enter goes on. */
export const addDeskRoutes = (app: HttpApp, desk: Desk): void => {
  addDeskSignIn(app, desk);
  addHoldRoutes(app, desk);
  addSlipRoutes(app, desk);
  addDrawerRoutes(app, desk);
  addFloatRoutes(app, desk);
};
