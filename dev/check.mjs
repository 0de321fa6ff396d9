import { launch } from "./launch.mjs";

await launch("src/check.ts");
