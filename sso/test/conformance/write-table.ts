import { writeFileSync } from "node:fs";
import { plans } from "./modules.ts";
import { conformanceTable } from "./table.ts";

const target = new URL("../../../docs/conformance.md", import.meta.url);
writeFileSync(target, conformanceTable(plans));
