import { launch } from "./launch.mjs";

await launch("src/check-iso20022.ts");
