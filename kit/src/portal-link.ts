import type { HttpApp } from "./http.ts";
import type { Link } from "./ui/html.ts";

const path = "/go/portal";

/** The way from the pages of another part to the portal, where services are; see `addPortalLink`. */
export const portalLink: Link = {
  href: path,
  text: { ar: "خدمات الحكومة", en: "Government services" },
};

/** Leads on to the portal in the language of the page that was left, wherever the portal is. */
export const addPortalLink = (app: HttpApp, portalUrl: string): void => {
  app.get(path, (c) => c.redirect(`${portalUrl}/?lang=${c.get("lang")}`, 302));
};
