import { requireScope, type TokenVerifier } from "@gov/kit/access-token.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { problem, type FieldProblem } from "@gov/kit/problem.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Kysely, Transaction } from "kysely";
import { putAccount } from "#src/account/account-queries.ts";
import { recordEvent, type AuditEvent } from "#src/audit/audit-queries.ts";
import { reservedClientIds } from "#src/client/built-in-clients.ts";
import type { ClientCache } from "#src/client/client-cache.ts";
import { putClient } from "#src/client/client-queries.ts";
import {
  clientRegistrationSchema,
  secretProblem,
  type ClientMetadata,
} from "#src/client/client.ts";
import { changesBetween } from "#src/console/client-version.ts";
import { findVersionIn, insertVersion, lockVersions } from "#src/console/version-queries.ts";
import { putPassword } from "#src/credential/credential-queries.ts";
import type { Passwords } from "#src/credential/password.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { endPendingIdentity, recordProofing } from "#src/proofing/proofing-queries.ts";
import { addInstitutionRoute } from "#src/directory/institution-routes.ts";
import { findInstitution, type Institution } from "#src/directory/institution-queries.ts";
import { endSessions } from "#src/logout/end-session.ts";
import { lockStanding, putStaff, type NewStaff } from "#src/staff/staff-queries.ts";
import { callerOf, put } from "./put-routes.ts";
import {
  accountBody,
  answers,
  clientParams,
  nationalIdParams,
  staffBody,
  usernameParams,
} from "./admin-schemas.ts";

export type AdminDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  encryptionKey: Uint8Array;
  clients: ClientCache;
  /** Hosts that clients' keys may be fetched from. */
  outboundHosts: readonly string[];
  passwords: Passwords;
  verifyToken: TokenVerifier;
}>;

const routes = {
  account: put({
    path: "/admin/v1/accounts/{nationalId}",
    scope: "accounts:write",
    summary: "Create or update a citizen's account",
    params: nationalIdParams,
    body: accountBody,
    answer: answers.account,
  }),
  staff: put({
    path: "/admin/v1/staff/{username}",
    scope: "staff:write",
    summary: "Create or update an employee of an institution",
    params: usernameParams,
    body: staffBody,
    answer: answers.staff,
  }),
  client: put({
    path: "/admin/v1/clients/{clientId}",
    scope: "clients:write",
    summary: "Register or update a relying party",
    params: clientParams,
    body: clientRegistrationSchema,
    answer: answers.client,
  }),
};

const busy = (c: AppContext): Response => {
  c.header("retry-after", "2");
  return problem(c, {
    status: 503,
    type: "busy",
    title: {
      ar: "الخدمة مشغولة الآن. حاول من جديد بعد ثوان.",
      en: "The service is busy now. Try again in a few seconds.",
    },
  });
};

const invalid = (c: AppContext, errors: FieldProblem[]): Response =>
  problem(c, {
    status: 400,
    type: "invalid-input",
    title: { ar: "بعض البيانات غير صحيحة.", en: "Some of the data is not valid." },
    errors,
  });

/** Employees belong to a registered institution, with the roles that it hands out. */
const placeProblem = (
  { roles }: Readonly<{ roles: readonly string[] }>,
  institution: Institution | undefined,
): FieldProblem | undefined => {
  if (institution?.status !== "active") {
    return {
      field: "institution",
      message: {
        ar: "هذه المؤسسة غير مسجلة. سجّلها أولا.",
        en: "This institution is not registered. Register it first.",
      },
    };
  }
  const foreign = roles.find((role) => !institution.roles.includes(role));
  return foreign === undefined
    ? undefined
    : {
        field: "roles",
        message: {
          ar: `لا تمنح هذه المؤسسة الدور ${foreign}.`,
          en: `This institution does not hand out the role ${foreign}.`,
        },
      };
};

const secretTexts = {
  needed: {
    ar: "اكتب سرا لهذا النظام، أو سجّل مفاتيحه العامة.",
    en: "Give this client a secret, or register its public keys.",
  },
  "not-allowed": {
    ar: "احذف السر: هذا النظام لا يثبت هويته بسر.",
    en: "Remove the secret: this client does not prove itself with one.",
  },
} as const;

const unlisted = (host: string): Text => ({
  ar: `لا نجلب مفاتيح من ${host}. اطلب إضافته إلى المضيفين المسموح بهم، أو سجّل المفاتيح نفسها.`,
  en: `No keys are fetched from ${host}. Have it listed among the hosts that may be asked, or register the keys themselves.`,
});

/** What the schema cannot know: our own ids, who needs a secret, which hosts may be asked. */
const clientErrors = (
  { outboundHosts }: AdminDeps,
  clientId: string,
  metadata: ClientMetadata,
  secret: string | undefined,
) => {
  const wrong = secretProblem(metadata, secret);
  const host = URL.parse(metadata.publicKeysUrl ?? "")?.host;
  const reserved = { ar: "هذا الاسم محجوز.", en: "The id is reserved." };
  return [
    ...(reservedClientIds.includes(clientId) ? [{ field: "clientId", message: reserved }] : []),
    ...(wrong ? [{ field: "secret", message: secretTexts[wrong] }] : []),
    ...(host !== undefined && !outboundHosts.includes(host)
      ? [{ field: "publicKeysUrl", message: unlisted(host) }]
      : []),
  ];
};

/** Stores a person, their password and the note of it in one transaction. */
const storePerson = async (
  deps: AdminDeps,
  hash: string,
  write: (tx: Transaction<SsoDatabase>) => Promise<{ id: string; created: boolean }>,
  note: (created: boolean) => Omit<AuditEvent, "personId">,
) =>
  await inTransaction(deps.db, async (tx) => {
    const stored = await write(tx);
    await putPassword(tx, stored.id, hash);
    await recordEvent(tx, { ...note(stored.created), personId: stored.id });
    return stored;
  });

/** Services let whoever is in go on as what they were: what is taken away ends their sessions. */
const storeStaff = async (
  deps: AdminDeps,
  tx: Transaction<SsoDatabase>,
  staff: NewStaff,
  actor: string,
): Promise<{ id: string; created: boolean }> => {
  const before = await lockStanding(tx, staff.username);
  const stored = await putStaff(tx, deps.encryptionKey, staff);
  const stays =
    before?.institution === staff.institution &&
    before.roles.every((role) => staff.roles.includes(role));
  if (before && !stays) await endSessions(tx, stored.id, { by: "operator", actor });
  return stored;
};

const addPeopleRoutes = (app: HttpApp, deps: AdminDeps): void => {
  app.openapi(routes.account, async (c) => {
    const { nationalId } = c.req.valid("param");
    const { password, ...facts } = c.req.valid("json");
    const hash = await deps.passwords.hash(password);
    if (!hash.ok) return busy(c);
    const stored = await storePerson(
      deps,
      hash.value,
      async (tx) => {
        const account = await putAccount(tx, { nationalId, ...facts });
        const personId = account.id;
        await endPendingIdentity(tx, personId);
        await recordProofing(tx, { personId, outcome: "registry", method: "institution" });
        return account;
      },
      (created) => ({
        event: created ? "account.created" : "account.updated",
        actor: callerOf(c).clientId,
      }),
    );
    return c.json({ id: stored.id, nationalId }, stored.created ? 201 : 200);
  });

  app.openapi(routes.staff, async (c) => {
    const { username } = c.req.valid("param");
    const { password, ...facts } = c.req.valid("json");
    const wrong = placeProblem(facts, await findInstitution(deps.db, facts.institution));
    if (wrong) return invalid(c, [wrong]);
    const hash = await deps.passwords.hash(password);
    if (!hash.ok) return busy(c);
    const actor = callerOf(c).clientId;
    const stored = await storePerson(
      deps,
      hash.value,
      (tx) => storeStaff(deps, tx, { username, ...facts }, actor),
      (created) => ({ event: created ? "staff.created" : "staff.updated", actor }),
    );
    return c.json({ id: stored.id, username }, stored.created ? 201 : 200);
  });
};

const addClientRoute = (app: HttpApp, deps: AdminDeps): void => {
  app.openapi(routes.client, async (c) => {
    const { clientId } = c.req.valid("param");
    const { secret, ...metadata } = c.req.valid("json");
    const errors = clientErrors(deps, clientId, metadata, secret);
    if (errors.length > 0) {
      return invalid(c, errors);
    }
    const outcome = await inTransaction(deps.db, async (tx) => {
      await lockVersions(tx, clientId);
      const before = (await findVersionIn(tx, clientId, "effective"))?.metadata;
      const stored = await putClient(tx, deps.encryptionKey, {
        clientId,
        metadata,
        ...(secret === undefined ? {} : { secret }),
      });
      const actor = callerOf(c).clientId;
      if (changesBetween(before, metadata).length > 0) {
        const version = { clientId, metadata, institution: null, madeBy: actor } as const;
        await insertVersion(tx, { ...version, state: "effective" });
      }
      await recordEvent(tx, { event: `client.${stored}`, clientId, actor });
      return stored;
    });
    deps.clients.forget(clientId);
    return c.json({ clientId }, outcome === "created" ? 201 : 200);
  });
};

/** The API by which institutions' systems and the launcher manage people and clients. */
export const addAdminRoutes = (app: HttpApp, deps: AdminDeps): void => {
  app.use("/admin/v1/accounts/*", requireScope(deps.verifyToken, "accounts:write"));
  app.use("/admin/v1/staff/*", requireScope(deps.verifyToken, "staff:write"));
  app.use("/admin/v1/institutions/*", requireScope(deps.verifyToken, "staff:write"));
  app.use("/admin/v1/clients/*", requireScope(deps.verifyToken, "clients:write"));
  addPeopleRoutes(app, deps);
  addClientRoute(app, deps);
  addInstitutionRoute(app, deps);
};
