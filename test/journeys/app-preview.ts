import assert from "node:assert/strict";
import { DATA } from "@gov/dev/folders.ts";
import { servePreview } from "@gov/dev/hukumati/preview.ts";
import type { OpenNation } from "./nation.ts";

/**
 * Serves the app's web export at the address the nation gives it. The export is kept in the
 * project's `.data/`, as `npm start` keeps it: it is built once, and again when its sources change.
 */
export const serveApp = async (nation: OpenNation): Promise<() => Promise<void>> => {
  if (process.env["NATION_DATA"] !== undefined) return () => Promise.resolve();
  const said: string[] = [];
  const preview = await servePreview({
    dataDir: DATA,
    port: Number(new URL(nation.addresses.hukumati).port),
    addresses: nation.addresses,
    report: (line) => void said.push(line),
  });
  const state = await preview.built;
  if (state !== "ready") await preview.stop();
  assert.equal(state, "ready", said.join("\n"));
  return () => preview.stop();
};
