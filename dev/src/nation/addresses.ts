import { isPortFree } from "../free-port.ts";
import { StartFailure } from "../start-failure.ts";

const OFFSETS = {
  portal: 0,
  sso: 1,
  pay: 2,
  exchange: 3,
  hukumati: 4,
  postgres: 40,
  card: 50,
  sms: 51,
  smpp: 52,
  civilRegistry: 53,
  vehicleRegistry: 54,
  instant: 56,
  esadad: 55,
  cash: 57,
  companiesRegistry: 61,
  timestamp: 62,
  treasuryBank: 63,
  healthRegistry: 70,
  justiceRegistry: 71,
  policeRegistry: 72,
  assistanceRegistry: 73,
  mail: 58,
  smtp: 59,
  landRegistry: 80,
  propertyTaxRegistry: 81,
  examRegistry: 82,
  degreeRegistry: 83,
  labourRegistry: 84,
  healthInsuranceRegistry: 85,
} as const;

export type PortName = keyof typeof OFFSETS;
export type Ports = Record<PortName, number>;
/** Where browsers and other processes reach what listens on a port. */
export type UrlOf = (name: PortName) => string;

/** The port of every process for a base; the default base is 3000. */
export function portsFrom(base: number): Ports {
  const entries = Object.entries(OFFSETS).map(([name, offset]) => [name, base + offset]);
  return Object.fromEntries(entries) as Ports;
}

/** The highest port used above a base. */
export const HIGHEST_OFFSET = Math.max(...Object.values(OFFSETS));

/** The address a person or a component uses for a port. */
export const localUrl = (port: number): string => `http://localhost:${port}`;

/** A base whose ports are all free now, below the range the system hands out by itself. */
export async function findFreePortBase(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = 12_000 + 100 * Math.floor(Math.random() * 200);
    const free = await Promise.all(Object.values(portsFrom(base)).map(isPortFree));
    if (free.every(Boolean)) return base;
  }
  throw new StartFailure("No range of free ports was found between 12000 and 32000.");
}
