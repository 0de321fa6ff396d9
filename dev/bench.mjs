import { launch } from "./launch.mjs";

await launch("src/run-benches.ts");
