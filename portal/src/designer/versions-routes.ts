import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { readDraft } from "@gov/services/language/draft-definition.ts";
import { diffDefinitions, type Difference } from "@gov/services/language/diff-definitions.ts";
import { findNewestVersion } from "#src/catalogue/version-queries.ts";
import { show } from "#src/frame.ts";
import type { OfficeDeps } from "#src/office/office-frame.ts";
import { forService, showNotFound, type DesignerOfService } from "./designer-guard.ts";
import { designRoute } from "./designer-paths.ts";
import type { DraftKey } from "./draft.ts";
import { findDraft } from "./draft-queries.ts";
import { findRollBack } from "./roll-back-queries.ts";
import { findServiceEvents } from "./service-event-queries.ts";
import { findVersion, findVersions } from "./services-queries.ts";
import { versionPage, versionsPage } from "./versions-page.ts";

/** The version of the address; 0, which no service has, where it names none. */
export const versionOf = (c: AppContext): number => {
  const typed = c.req.param("version") ?? "";
  return /^[1-9][0-9]{0,6}$/.test(typed) ? Number(typed) : 0;
};

const between = async (
  deps: OfficeDeps,
  key: DraftKey,
  from: number,
  to: number,
): Promise<Difference[] | undefined> => {
  const [before, after] = await Promise.all(
    [from, to].map(async (version) => readDraft(await findVersion(deps.db, key, version))),
  );
  return before?.ok && after?.ok ? diffDefinitions(before.value, after.value) : undefined;
};

const titleOf = async (
  deps: OfficeDeps,
  key: DraftKey,
  version: number | undefined,
): Promise<Text | undefined> => {
  if (version === undefined) return (await findDraft(deps.db, key))?.definition.title;
  const read = readDraft(await findVersion(deps.db, key, version));
  return read.ok ? read.value.title : { ar: key.code, en: key.code };
};

type Told = Readonly<{ typed?: string; words?: Text; failed?: Text }>;

/** One version's page, with what an act on it found wrong. */
export const showVersion = async (
  c: AppContext,
  deps: OfficeDeps,
  { key, frame, officer }: DesignerOfService,
  told: Told = {},
): Promise<Response> => {
  const version = versionOf(c);
  const newest = await findNewestVersion(deps.db, key.code);
  const known = (await findVersion(deps.db, key, version)) !== undefined;
  if (!newest || !known) return await showNotFound(c, frame);
  const html = versionPage({
    frame,
    csrfToken: deps.csrf.token(c),
    key,
    title: (await titleOf(deps, key, version)) ?? { ar: key.code, en: key.code },
    version,
    newest: newest.version,
    previous: version > 1 ? await between(deps, key, version - 1, version) : undefined,
    fromNewest:
      version === newest.version ? undefined : await between(deps, key, newest.version, version),
    asked: await findRollBack(deps.db, key),
    username: officer.username,
    typed: told.typed ?? "",
    errors: told.words ? { words: told.words } : {},
    failed: told.failed,
  });
  return await show(c, html, told.words ? 400 : told.failed ? 409 : 200);
};

/** `/versions`: what was published when by whom, and how versions differ. */
export const addVersions = (app: HttpApp, deps: OfficeDeps): void => {
  const { db } = deps;
  app.get(
    designRoute("versions"),
    forService(deps, async (c, { key, frame }) => {
      const versions = await findVersions(db, key);
      const title = await titleOf(deps, key, versions[0]?.version);
      if (!title) return await showNotFound(c, frame);
      const [events, asked] = await Promise.all([
        findServiceEvents(db, key),
        findRollBack(db, key),
      ]);
      return await show(c, versionsPage({ frame, key, title, versions, events, asked }));
    }),
  );

  app.get(
    designRoute("versions/:version"),
    forService(deps, (c, designer) => showVersion(c, deps, designer)),
  );
};
