import { runOnPostgres } from "./run-on-postgres.ts";
import { runMain } from "./start-failure.ts";

await runMain(() => runOnPostgres("pay", "test", "fuzz", "fuzz.ts"));
