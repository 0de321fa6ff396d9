import { runOnPostgres } from "./run-on-postgres.ts";
import { runMain } from "./start-failure.ts";

await runMain(() => runOnPostgres("sso", "test", "drill", "drill.ts"));
