import type { ClientMetadata } from "#src/client/client.ts";

/** Our own registration behind the engine's client. */
export const registrationOf = (client: object | undefined): ClientMetadata | undefined =>
  client && "registration" in client ? (client.registration as ClientMetadata) : undefined;
