import { Services } from "../src/ui/services.tsx";

export default function ServicesScreen() {
  return <Services />;
}
