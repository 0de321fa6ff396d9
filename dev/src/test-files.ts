import { existsSync, globSync } from "node:fs";
import { join } from "node:path";

export type TestGroup = {
  name: string;
  /** Folder the tests run in. */
  folder: string;
  /** Paths relative to that folder. */
  files: string[];
  /** Options of `node --test`. */
  options: string[];
};

const ONE_PROCESS = /^(kit|country|services|(sso|portal|pay|exchange)\/src)\//;
const JOURNEY = /^test\/journeys\//;
const SKIPPED = /(^|\/)(node_modules|hukumati|\.data|\.git)(\/|$)/;

/**
 * The tests of the project in the order they run. Small packages, and what components test beside
 * their code, share one process (thirty times faster than one a file): there a hook outside a
 * suite counts for all files. What needs a component's database or server stands in its `test/`
 * and has a process a file. Journeys run one by one because each starts a whole nation. `filters`
 * keep the files whose path contains one of them.
 * `interop` gives instead the checks with other people's programs, which must be installed.
 */
export function findTestGroups(root: string, filters: string[], interop = false): TestGroup[] {
  const all = globSync("**/*.test.ts", { cwd: root, exclude: (path) => SKIPPED.test(path) });
  const app = globSync("hukumati/src/core/**/*.test.ts", { cwd: root });
  const others = globSync("{test,sso/test}/interop/*.interop.ts", { cwd: root });
  const wanted = (path: string) =>
    filters.length === 0 || filters.some((filter) => path.includes(trimFilter(filter)));
  const files = all.filter(wanted).toSorted();
  const one: TestGroup = {
    name: "interop",
    folder: root,
    files: others.filter(wanted).toSorted(),
    options: ["--test-concurrency=1", "--test-timeout=300000"],
  };
  if (interop) return one.files.length > 0 ? [one] : [];
  const groups: TestGroup[] = [
    {
      name: "packages",
      folder: root,
      files: files.filter((path) => ONE_PROCESS.test(path)),
      options: ["--test-isolation=none", "--test-timeout=120000"],
    },
    {
      name: "components",
      folder: root,
      files: files.filter((path) => !ONE_PROCESS.test(path) && !JOURNEY.test(path)),
      options: ["--test-concurrency=2", "--test-timeout=240000"],
    },
    {
      name: "hukumati",
      folder: join(root, "hukumati"),
      files: app.filter(wanted).map((path) => path.slice("hukumati/".length)),
      options: ["--test-isolation=none", "--test-timeout=120000"],
    },
    {
      name: "journeys",
      folder: root,
      files: files.filter((path) => JOURNEY.test(path)),
      options: ["--test-concurrency=1", "--test-timeout=600000"],
    },
  ];
  return groups.filter((group) => group.files.length > 0 && existsSync(group.folder));
}

const trimFilter = (filter: string): string => filter.replace(/^\.\//, "");
