import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

/** One module of the bundle: its code as a function's body, and what it takes from others. */
type Module = Readonly<{ url: string; body: string; needs: readonly string[] }>;

const imports = /^import\s*(?:\{([^}]*)\}|([A-Za-z_$][\w$]*))\s*from\s*"([^"]+)";?$/gm;
const exported = /^export (?:async )?(?:const|let|function\*?|class) ([A-Za-z_$][\w$]*)/gm;

/** Packages from outside that the page or the app brings itself. */
const isOutside = (specifier: string): boolean =>
  !specifier.startsWith(".") && !specifier.startsWith("@gov/");

const addressOf = (specifier: string, from: string): string =>
  specifier.startsWith(".") ? new URL(specifier, from).href : import.meta.resolve(specifier);

const readModule = (url: string): Module => {
  const source = readFileSync(fileURLToPath(url), "utf8");
  const plain = stripTypeScriptTypes(source)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(\/\*\*|\*|\/\/)/.test(line))
    .join("\n");
  const needs: string[] = [];
  const body = plain.replace(imports, (_, named: string | undefined, _whole, from: string) => {
    const wanted = (named ?? "").split(",").flatMap((each) => each.trim() || []);
    if (wanted.length === 0) return "";
    const target = isOutside(from) ? from : addressOf(from, url);
    needs.push(target);
    return `const {${wanted.join(",").replaceAll(" as ", ":")}}=$(${JSON.stringify(target)});`;
  });
  const names = [...body.matchAll(exported)].map((found) => found[1] ?? "");
  const code = body.replace(/^export (?=(async |const|let|function|class))/gm, "");
  return { url, needs, body: `${code}\nreturn {${names.join(",")}};` };
};

/**
 * All modules that an entry reaches, as one script for a browser or a phone: it sets
 * `globalThis[name]` to what the entry exports. Only for what this package is written in: named
 * exports, and no module that needs itself. Packages from outside are taken from
 * `globalThis.packages`; `outside` names them.
 */
export const bundle = (
  entry: URL,
  name: string,
): Readonly<{ script: string; modules: readonly string[]; outside: readonly string[] }> => {
  const modules = new Map<string, Module | null>();
  const outside = new Set<string>();
  const ordered: Module[] = [];
  const visit = (url: string): void => {
    if (isOutside(url) && !url.startsWith("file:")) {
      outside.add(url);
      return;
    }
    if (modules.has(url)) {
      if (modules.get(url) === null) throw new Error(`${url} needs itself`);
      return;
    }
    modules.set(url, null);
    const read = readModule(url);
    for (const need of read.needs) visit(need);
    modules.set(url, read);
    ordered.push(read);
  };
  visit(entry.href);
  const place = new Map(ordered.map(({ url }, index) => [JSON.stringify(url), String(index)]));
  const bodies = ordered.map(({ body }) => {
    const short = body.replace(
      /\$\(("file:[^"]*")\)/g,
      (_, url: string) => `$(${place.get(url) ?? url})`,
    );
    return `()=>{${short}}`;
  });
  const script = `"use strict";globalThis[${JSON.stringify(name)}]=(()=>{
const made=[];const packages=globalThis.packages??{};
const $=(which)=>typeof which==="string"?packages[which]:(made[which]??=all[which]());
const all=[${bodies.join(",\n")}];
return $(${ordered.length - 1});})();
`;
  return { script, modules: ordered.map(({ url }) => url), outside: [...outside] };
};
