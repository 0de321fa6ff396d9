import { runBesidePostgres } from "./run-on-postgres.ts";
import { runMain } from "./start-failure.ts";

await runMain(() => runBesidePostgres("pay", "test", "simulation", "simulate.ts"));
