import { launch } from "./launch.mjs";

await launch("../pay/src/receipt-log/audit-receipts.ts");
