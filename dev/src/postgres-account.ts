import { type SpawnOptions, spawnSync } from "node:child_process";
import { chownSync } from "node:fs";

/** How to run a PostgreSQL program, which refuses to run as root. */
export type Account = {
  command(program: string, args: string[]): { file: string; args: string[] };
  options(home: string): SpawnOptions;
  /** Hands a file or folder over to the account the programs run as. */
  own(path: string): void;
};

const NOBODY = 65534;
const MAPPING = ["--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

const ownAccount: Account = {
  command: (program, args) => ({ file: program, args }),
  options: () => ({}),
  own: () => {},
};

// Root seen as nobody inside a user namespace: needs no account, and works under /root.
const namespaceAccount: Account = {
  command: (program, args) => ({ file: "unshare", args: [...MAPPING, program, ...args] }),
  options: () => ({}),
  own: () => {},
};

// Where user namespaces are blocked, the files are given to nobody.
const nobodyAccount: Account = {
  command: (program, args) => ({ file: program, args }),
  options: (home) => ({
    uid: NOBODY,
    gid: NOBODY,
    cwd: home,
    env: { PATH: process.env["PATH"], HOME: home },
  }),
  own: (path) => chownSync(path, NOBODY, NOBODY),
};

/** The account for this process: itself, or for root one that PostgreSQL accepts. */
export function choosePostgresAccount(): Account {
  if (process.getuid?.() !== 0) return ownAccount;
  if (process.env["DEV_POSTGRES_AS"] === "nobody") return nobodyAccount;
  const probe = spawnSync("unshare", [...MAPPING, "true"], { stdio: "ignore", timeout: 5_000 });
  return probe.status === 0 ? namespaceAccount : nobodyAccount;
}
