import { Wallet } from "../src/ui/wallet.tsx";

export default function DocumentsScreen() {
  return <Wallet />;
}
