import { listen } from "@gov/kit/server.ts";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import passport from "passport";
import Strategy from "passport-openidconnect";

type Session = Record<string, unknown>;

/** What passport expects a framework to have put on the request. */
type Framed = IncomingMessage & { query?: Record<string, string>; session?: Session };

const sessionOf = (sessions: Map<string, Session>, request: Framed, response: ServerResponse) => {
  const known = /site=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
  const id = known !== undefined && sessions.has(known) ? known : randomUUID();
  const session = sessions.get(id) ?? {};
  sessions.set(id, session);
  response.setHeader("set-cookie", `site=${id}; Path=/; HttpOnly`);
  return session;
};

/** A site that lets people in with passport and passport-openidconnect, as their manuals show. */
export const openPassportSite = async (issuer: string, clientId: string, clientSecret: string) => {
  const sessions = new Map<string, Session>();
  const guard = new passport.Passport();
  const answer = (request: Framed, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", home);
    request.query = Object.fromEntries(url.searchParams);
    request.session = sessionOf(sessions, request, response);
    const told = (status: number, text: string) => {
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
    };
    if (url.pathname === "/") {
      return told(200, JSON.stringify(request.session["user"] ?? "nobody"));
    }
    const done = (error: unknown, user?: unknown): void => {
      if (error || !user) return told(401, `refused: ${String(error)}`);
      if (request.session) request.session["user"] = user;
      response.writeHead(303, { location: "/" }).end();
    };
    guard.authenticate("openidconnect", { session: false }, done)(request, response);
  };
  let home = "";
  const server = await listen(answer, { port: 0 });
  home = `http://localhost:${server.port}`;
  guard.use(
    new Strategy(
      {
        issuer,
        authorizationURL: `${issuer}/auth`,
        tokenURL: `${issuer}/token`,
        userInfoURL: `${issuer}/userinfo`,
        clientID: clientId,
        clientSecret,
        callbackURL: `${home}/callback`,
        scope: "profile",
        nonce: true,
        maxAge: 600,
        skipUserProfile: false,
      },
      (from, profile, context, _idToken, verified) =>
        verified(null, { issuer: from, sub: profile.id, name: profile.displayName, ...context }),
    ),
  );
  const close = async (): Promise<void> => {
    server.server.closeAllConnections();
    await server.close();
  };
  return { home, close };
};
