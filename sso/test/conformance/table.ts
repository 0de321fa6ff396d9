import type { Module, Plan } from "./modules.ts";

const row = (module: Module): string => {
  const name = `\`${module.module}\``;
  if ("not" in module) return `| ${name} | does not apply | ${module.not} |`;
  const { note } = module;
  return `| ${name} | ${module.test} | ${note ?? ""} |`;
};

const section = ({ plan, title, modules }: Plan): string => {
  const applying = modules.filter((module) => "test" in module).length;
  return [
    `## ${title}`,
    "",
    `\`${plan}\`: ${modules.length} modules, ${applying} apply.`,
    "",
    "| module | our test, or why there is none | remark |",
    "| --- | --- | --- |",
    ...modules.map(row),
  ].join("\n");
};

/** docs/conformance.md. */
export const conformanceTable = (plans: readonly Plan[]): string =>
  [
    "# The OpenID Foundation's test plans",
    "",
    "Sign-in has not been certified: nobody has run the Foundation's suite against it yet. This",
    "table says, for each module of the plans that would be taken, which test of ours tries what the",
    "module is about, over HTTP against the running service (`npm test -- sso/test/conformance`). It",
    "is written from `sso/test/conformance/modules.ts` by `npm run conformance -w sso`; a test fails",
    "when it is not, when a module has no test, or when a test named here does not run.",
    "",
    plans.map(section).join("\n\n"),
    "",
  ].join("\n");
