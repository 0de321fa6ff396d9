import { CheckDocument } from "../src/ui/check-document.tsx";

export default function CheckScreen() {
  return <CheckDocument />;
}
