import type { HttpApp } from "@gov/kit/http.ts";
import { addFactor, tellChange } from "#src/security/security.ts";
import { requireFresh } from "#src/security/security-context.ts";
import { securityPath, securityView } from "#src/security/security-context.ts";
import { confirmPage } from "#src/security/security-pages.ts";
import { securityTexts as texts } from "#src/security/security-texts.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { codesAtOnce, newRecoveryCode, recoveryHash } from "./recovery-code.ts";
import { replaceRecoveryCodes } from "./recovery-code-queries.ts";
import { codesPage } from "./recovery-pages.ts";

const path = `${securityPath}/recovery-codes`;

/** Ten different codes. */
const newCodes = (): string[] => {
  const codes = new Set<string>();
  while (codes.size < codesAtOnce) codes.add(newRecoveryCode());
  return [...codes];
};

/** Making recovery codes, which are shown in the answer and never again. */
export const addRecoveryRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(path, async (c) => {
    const session = await requireFresh(deps, c, path);
    if (session instanceof Response) return session;
    return c.html(
      confirmPage(securityView(deps, c), {
        title: texts.makeCodesTitle,
        body: texts.makeCodesBody,
        submit: texts.makeCodes,
        danger: false,
      }),
    );
  });

  app.post(path, async (c) => {
    const session = await requireFresh(deps, c, path);
    if (session instanceof Response) return session;
    const { person } = session;
    const codes = newCodes();
    const key = deps.config.KEY_ENCRYPTION_KEY;
    const hashes = codes.map((code) => recoveryHash(key, person.id, code));
    await addFactor(deps.db, person, async (tx) => {
      await replaceRecoveryCodes(tx, person.id, hashes);
      await tellChange(tx, person, {
        event: "recovery-codes.made",
        origin: requestOrigin(deps, c),
        notice: "factor-added",
        factor: texts.recovery,
      });
    });
    return c.html(codesPage(securityView(deps, c, path), codes));
  });
};
