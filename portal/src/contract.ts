import { OpenAPIHono } from "@hono/zod-openapi";
import { getCatalogueRoute } from "./api/catalogue-routes.ts";
import { listDataUseRoute } from "./api/data-use-routes.ts";
import { getDocumentFileRoute, listDocumentsRoute } from "./api/documents-routes.ts";
import { verifyCodeRoute } from "./api/verify-routes.ts";
import { getApplicationRoute, getMeRoute, listApplicationsRoute } from "./api/api-routes.ts";

const routes = [
  getMeRoute,
  listApplicationsRoute,
  getApplicationRoute,
  listDocumentsRoute,
  getDocumentFileRoute,
  listDataUseRoute,
  getCatalogueRoute,
  verifyCodeRoute,
];

/** The API as OpenAPI 3.1, from the same definitions that the routes answer by. */
export const contract = (): object => {
  const app = new OpenAPIHono();
  for (const route of routes) app.openAPIRegistry.registerPath(route);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "A person's applications, timelines, documents; the catalogue and the register for all.",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Portal",
      version: "1",
      description:
        "A person's applications, timelines, documents; the catalogue and the register for all.",
    },
  });
};
