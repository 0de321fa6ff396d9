import { Agent, request } from "node:http";
import { createFormBrowser } from "../test/form-browser.ts";
import { app, appRequest, machine, secret, verifier, web, webRequest } from "./bench-clients.ts";
import { password, personAt } from "./people.ts";
import type { Served } from "./served.ts";

// Idle connections go before the service closes them: what is sent into a closing one is lost.
const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 2_000 });

type Tokens = Readonly<Record<string, string>>;

/** Posts to the token endpoint; a caller that costs little, for the cores go to the service. */
const askToken = ({ url }: Served, body: Tokens, clientId?: string): Promise<Tokens> =>
  new Promise((resolve, reject) => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      ...(clientId ? { authorization } : {}),
    };
    const call = request(`${url}/token`, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.once("end", () =>
        response.statusCode === 200
          ? resolve(JSON.parse(text) as Tokens)
          : reject(new Error(`${response.statusCode} ${text}`)),
      );
    });
    call.once("error", reject);
    call.end(new URLSearchParams(body).toString());
  });

export const askMachineToken = async (served: Served): Promise<void> => {
  const { resource, scope } = machine;
  await askToken(served, { grant_type: "client_credentials", resource, scope }, machine.id);
};

let turn = 0;

/** The next person goes through the pages; gives the service's tokens. */
const goThrough = async (served: Served, query: string, client: typeof web): Promise<Tokens> => {
  turn += 1;
  const { nationalId, phone, address } = personAt(turn);
  const browser = createFormBrowser(served.url, address);
  let page = await browser.open(`${served.url}/auth?${query}`);
  page = await browser.submit(page, { nationalId, password });
  if (page.html.includes('name="code"')) {
    page = await browser.submit(page, { code: await served.codeFor(phone) });
  }
  // An app is confirmed by one more page.
  if (page.leftTo === undefined) page = await browser.submit(page, {});
  const code = new URL(page.leftTo ?? page.url).searchParams.get("code");
  if (code === null) throw new Error(`${page.status} ${page.url} ${page.html.slice(0, 3_000)}`);
  const body = {
    grant_type: "authorization_code",
    code,
    redirect_uri: client.redirectUri,
    code_verifier: verifier,
  };
  return client === app
    ? await askToken(served, { ...body, client_id: client.id })
    : await askToken(served, body, client.id);
};

export const signIn = async (served: Served): Promise<void> => {
  await goThrough(served, webRequest, web);
};

/** Refresh tokens of people who signed in to the app; each use gives the next one. */
export const openRefreshers = async (
  served: Served,
  count: number,
): Promise<() => Promise<void>> => {
  const free: string[] = [];
  for (let one = 0; one < count; one += 1) {
    free.push((await goThrough(served, appRequest, app))["refresh_token"] ?? "");
  }
  return async () => {
    const token = free.pop();
    if (token === undefined) throw new Error("more callers than refresh tokens");
    const body = { grant_type: "refresh_token", client_id: app.id, refresh_token: token };
    free.push((await askToken(served, body))["refresh_token"] ?? token);
  };
};
