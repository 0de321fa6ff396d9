// What the test uses of two libraries that bring no types.

declare module "passport" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Done = (error: unknown, user?: unknown) => void;
  type Authenticate = (request: IncomingMessage, response: ServerResponse) => void;
  class Passport {
    use(strategy: object): this;
    authenticate(name: string, options: { session: boolean }, done: Done): Authenticate;
  }
  const passport: { Passport: typeof Passport };
  export default passport;
}

declare module "passport-openidconnect" {
  type Verified = (error: unknown, user: unknown) => void;
  type Context = { class?: string; methods?: readonly string[]; timestamp?: Date };
  export default class Strategy {
    constructor(
      options: Readonly<Record<string, unknown>>,
      verify: (
        issuer: string,
        profile: { id: string; displayName?: string },
        context: Context,
        idToken: string,
        done: Verified,
      ) => void,
    );
  }
}
