import type { HttpApp } from "../http.ts";
import { listEndpoints, type Endpoint } from "./inventory.ts";
import { hostileRequests, type Form } from "./requests.ts";
import { send } from "./send.ts";
import { faultOf } from "./verdict.ts";

/** Who sends: the headers of their session or token, made anew for each endpoint. */
export type Actor = Readonly<{
  name: string;
  headers: () => Promise<Readonly<Record<string, string>>>;
  /** Values of names in paths that lead this actor somewhere. */
  values?: Readonly<Record<string, string>>;
  /** Pages whose forms this actor fills in. */
  pages?: readonly string[];
}>;

export type Walk = Readonly<{
  app: HttpApp;
  /** Where the application listens. */
  url: string;
  contract?: object;
  actors: readonly Actor[];
  /** Names that pages read from the query; the contract names those of the API. */
  queryNames: readonly string[];
  /** Routes that speak to programs by another standard: their refusals are theirs. */
  otherProtocols?: readonly RegExp[];
}>;

type Known = Readonly<{ headers: Record<string, string>; csrf: string; forms: Form[] }>;

const atOnce = 8;

const decode = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
const attribute = (tag: string, name: string): string =>
  decode(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");

const readForms = (page: string): Form[] =>
  [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = "", inside = ""]) => ({
    action: attribute(tag, "action"),
    fields: Object.fromEntries(
      [...inside.matchAll(/<(?:input|textarea|select|button)\b([^>]*)>/g)]
        .map(([, input = ""]) => [attribute(input, "name"), attribute(input, "value")] as const)
        .filter(([name]) => name !== ""),
    ),
  }));

/** Opens an actor's pages as a browser would: takes their cookies, forms and form token. */
const lookAround = async (url: string, actor: Actor): Promise<Known> => {
  const headers: Record<string, string> = { ...(await actor.headers()) };
  const cookies = new Map<string, string>();
  const forms: Form[] = [];
  for (const pair of (headers["cookie"] ?? "").split("; ").filter((each) => each !== "")) {
    cookies.set(pair.split("=")[0] ?? "", pair);
  }
  for (const path of actor.pages ?? []) {
    headers["cookie"] = [...cookies.values()].join("; ");
    const page = await fetch(url + path, {
      headers: { ...headers, accept: "text/html", "accept-encoding": "identity" },
    });
    for (const line of page.headers.getSetCookie()) {
      cookies.set(line.split("=")[0] ?? "", line.split(";")[0] ?? "");
    }
    forms.push(...readForms(await page.text()));
  }
  if (cookies.size > 0) headers["cookie"] = [...cookies.values()].join("; ");
  const csrf = forms.find(({ fields }) => fields["_csrf"])?.fields["_csrf"] ?? "";
  return { headers, csrf, forms };
};

/** The registered path as an expression that a form's action fits. */
const fits = ({ path }: Endpoint, action: string): boolean => {
  const pattern = path
    .replaceAll(/[.+?()[\]\\^$|]/g, String.raw`\$&`)
    .replaceAll(/:\w+(?:\{.*?\})?(?=\/|$)/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(action.split("?")[0] ?? "");
};

/**
 * Sends everything hostile to one endpoint, as every actor, in Arabic and in English by turns.
 * Gives one sentence for each answer that is wrong.
 */
export const walkEndpoint = async (walk: Walk, endpoint: Endpoint): Promise<string[]> => {
  const faults: string[] = [];
  const foreign = walk.otherProtocols?.some((pattern) => pattern.test(endpoint.path)) ?? false;
  for (const actor of walk.actors) {
    const known = await lookAround(walk.url, actor);
    const forms = known.forms.filter(({ action }) => fits(endpoint, action));
    const requests = hostileRequests(endpoint, {
      values: actor.values ?? {},
      queryNames: walk.queryNames,
      forms,
      csrf: known.csrf,
    });
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < requests.length; index = next++) {
        const request = requests[index];
        if (!request) return;
        const lang = index % 2 === 0 ? "ar" : "en";
        const accept = endpoint.isApi ? "application/json" : "text/html";
        const headers = {
          "idempotency-key": crypto.randomUUID(),
          accept,
          ...known.headers,
          "accept-language": lang,
          // Squeezing and unsqueezing thousands of refusals is most of the work and tells nothing
          // new: each actor's own page is, and what is sent otherwise is read as it is.
          "accept-encoding": index === 0 ? "br" : "identity",
          // Pages are Arabic until a reader chooses: what they chose stands in a cookie.
          cookie: [known.headers["cookie"], `lang=${lang}`].filter(Boolean).join("; "),
        };
        // Whoever brings other cookies has chosen no language.
        const chosen = endpoint.isApi || !("cookie" in (request.headers ?? {}));
        const answer = await send(walk.url, request, headers);
        const expected = { lang: chosen ? lang : "ar", isApi: endpoint.isApi } as const;
        const fault = foreign && answer.status < 500 ? undefined : faultOf(answer, expected);
        if (fault) faults.push(`${actor.name}, ${request.name}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  return faults;
};

/** The endpoints of a walk: all that the application registered, whoever adds one. */
export const endpointsOf = (walk: Walk): Endpoint[] => listEndpoints(walk.app, walk.contract);
