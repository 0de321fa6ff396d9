import { launch } from "./launch.mjs";

await launch("src/write-db-types.ts");
