import { launch } from "./launch.mjs";

await launch("src/write-contracts.ts");
