import { launch } from "./launch.mjs";

await launch("src/run-drill.ts");
