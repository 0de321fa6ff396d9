import type { ClientMetadata } from "#src/client/client.ts";

/** Whether the client behind the engine's is for test people alone. */
export const stageOf = (client: object | undefined): "test" | "live" =>
  client && "stage" in client && client.stage === "test" ? "test" : "live";

/** The client's secret before the present one, while it is good beside it. */
export const earlierSecretOf = (client: object): string | undefined =>
  "predecessor" in client && typeof client.predecessor === "string"
    ? client.predecessor
    : undefined;

/** Our own registration behind the engine's client. */
export const registrationOf = (client: object | undefined): ClientMetadata | undefined =>
  client && "registration" in client ? (client.registration as ClientMetadata) : undefined;
