import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import assert from "node:assert/strict";
import { textOf } from "../form-browser.ts";
import { errorSent, rpHome } from "../registered-clients.ts";
import { check } from "./check.ts";
import type { WorldSource } from "./world.ts";

/** The RP-initiated logout plan. */
export const logoutOp = (world: WorldSource): void => {
  const signedIn = async () => {
    const { sso, signIn, ask } = world();
    const { redeem, browser } = await signIn();
    const tokens = await redeem();
    const leave = (parameters: Record<string, string>) =>
      browser.open(`${sso.issuer}/session/end?${new URLSearchParams(parameters).toString()}`);
    /** Answers the question, where one is asked. */
    const confirm = async (page: Awaited<ReturnType<typeof leave>>) =>
      page.html.includes('name="logout"')
        ? await browser.submit(page, {}, { press: ["logout", "yes"] })
        : page;
    const isIn = async (): Promise<boolean> =>
      errorSent((await ask({ prompt: "none" }, browser)).page) !== "login_required";
    return { hint: tokens.id_token ?? "", browser, leave, confirm, isIn };
  };
  const back = `${rpHome}/`;

  check("discovery names where to sign out", async () => {
    const { sso } = world();
    const answer = await fetch(`${sso.issuer}/.well-known/openid-configuration`);
    const found = (await answer.json()) as Record<string, unknown>;
    assert.equal(found["end_session_endpoint"], `${sso.issuer}/session/end`);
  });

  check("signing out leads back with the state, and nobody is signed in", async () => {
    for (const state of ["xyz", undefined]) {
      const { hint, leave, confirm, isIn } = await signedIn();
      const more = state === undefined ? {} : { state };
      const asked = { id_token_hint: hint, post_logout_redirect_uri: back, ...more };
      const out = await confirm(await leave(asked));
      assert.equal(out.leftTo, state === undefined ? back : `${back}?state=${state}`);
      assert.equal(await isIn(), false);
    }
  });

  check("an address that is not registered is not gone back to", async () => {
    const { hint, leave, isIn } = await signedIn();
    for (const address of ["https://evil.test/", `${back}?foo=bar`]) {
      const page = await leave({ id_token_hint: hint, post_logout_redirect_uri: address });
      assert.equal(page.status, 400);
      assert.equal(page.leftTo, undefined);
    }
    assert.equal(await isIn(), true);
  });

  check("a hint that is not ours is refused", async () => {
    const { sso } = world();
    const { leave, isIn } = await signedIn();
    const claims = { iss: sso.issuer, aud: "basic", sub: "somebody" };
    const { privateKey } = await generateKeyPair("ES256");
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "theirs" })
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
    for (const hint of [new UnsecuredJWT(claims).encode(), forged]) {
      const page = await leave({ id_token_hint: hint, post_logout_redirect_uri: back });
      assert.equal(page.status, 400);
      assert.equal(page.leftTo, undefined);
    }
    assert.equal(await isIn(), true);
  });

  check("without a hint or an address the person is asked and stays with us", async () => {
    const posted = await signedIn();
    const body = new URLSearchParams({ state: "x" });
    const answer = await posted.browser.open("/session/end", { method: "POST", body });
    assert.match(textOf(answer), /هل تريد الخروج/, "the request may be posted");
    for (const parameters of [{}, { state: "x" }, { post_logout_redirect_uri: back }]) {
      const { leave, confirm, isIn } = await signedIn();
      const question = await leave(parameters);
      assert.match(textOf(question), /هل تريد الخروج/);
      const out = await confirm(question);
      assert.equal(out.leftTo, undefined);
      assert.match(textOf(out), /خرجت من حسابك/);
      assert.equal(await isIn(), false);
    }
    const { hint, leave, confirm } = await signedIn();
    const out = await confirm(await leave({ id_token_hint: hint }));
    assert.match(textOf(out), /خرجت من حسابك/);
  });
};
