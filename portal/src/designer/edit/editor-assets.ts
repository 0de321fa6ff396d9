import { scriptAsset, styleAsset } from "@gov/kit/ui/assets.ts";

/** Offers names while a rule is typed; every editor works without it. */
export const completionScript = scriptAsset(
  "rules",
  new URL("./complete-rule.js", import.meta.url),
);

/** The look of the editors, on top of the common style. */
export const editorStyle = styleAsset("editors", new URL("./editors.css", import.meta.url));
