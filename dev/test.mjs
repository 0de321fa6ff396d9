import { launch } from "./launch.mjs";

await launch("src/run-tests.ts");
