import { launch } from "./launch.mjs";

await launch("src/run-fuzz.ts");
