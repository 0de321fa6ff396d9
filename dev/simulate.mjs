import { launch } from "./launch.mjs";

await launch("src/run-simulation.ts");
