import { launch } from "./launch.mjs";

await launch("../pay/src/receipt-log/verify-receipt.ts");
