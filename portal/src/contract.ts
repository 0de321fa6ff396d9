import { OpenAPIHono } from "@hono/zod-openapi";
import { getApplicationRoute, getMeRoute, listApplicationsRoute } from "./api/api-routes.ts";

const routes = [getMeRoute, listApplicationsRoute, getApplicationRoute];

/** The API as OpenAPI 3.1, from the same definitions that the routes answer by. */
export const contract = (): object => {
  const app = new OpenAPIHono();
  for (const route of routes) app.openAPIRegistry.registerPath(route);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A person's access token of the sign-in service for the resource urn:gov:portal",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Portal",
      version: "1",
      description: "A person's applications, their timelines and documents.",
    },
  });
};
