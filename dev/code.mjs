import { launch } from "./launch.mjs";

await launch("src/print-code.ts");
