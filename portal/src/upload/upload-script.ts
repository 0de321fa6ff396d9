import { scriptAsset } from "@gov/kit/ui/assets.ts";

/** Sends files piece by piece where scripts run; pages with file questions load it. */
export const uploadScript = scriptAsset("upload", new URL("./upload.js", import.meta.url));
