import { signatureFailures } from "./signature-failures.ts";
import type { SignatureError } from "@gov/kit/http-signature.ts";

/** Every way an exchange request can fail before or on its way to the provider. */
export type Failure =
  | { kind: "malformedTarget" }
  | { kind: "malformedHeader"; header: string }
  | { kind: "signature"; reason: SignatureError }
  | { kind: "signerIsNotClient" }
  | { kind: "unknownService"; service: string }
  | { kind: "accessDenied"; service: string }
  | { kind: "subjectMismatch" }
  | { kind: "replayed" }
  | { kind: "tooLarge" }
  | { kind: "unavailable"; service: string; since: Date };

export type XRoadError = Readonly<{
  status: 400 | 500;
  type: string;
  message: string;
  detail?: string;
}>;

/** Maps a failure to X-Road's error form (Message Protocol for REST, 4.6). Total. */
export const toXRoadError = (failure: Failure): XRoadError => {
  switch (failure.kind) {
    case "malformedTarget":
      return {
        status: 400,
        type: "Client.BadRequest",
        message: "The path must be /r1/{instance}/{class}/{member}/{subsystem}/{service}",
      };
    case "malformedHeader":
      return {
        status: 400,
        type: "Client.BadRequest",
        message: `The header ${failure.header} is missing or malformed`,
      };
    case "signature":
      return {
        status: 400,
        type: "Client.InvalidSignature",
        message: signatureFailures[failure.reason],
      };
    case "signerIsNotClient":
      return {
        status: 400,
        type: "Client.InvalidSignature",
        message: "The signing key belongs to another subsystem than X-Road-Client names",
      };
    case "unknownService":
      return {
        status: 500,
        type: "Server.ServerProxy.UnknownService",
        message: `Unknown service: ${failure.service}`,
      };
    case "accessDenied":
      return {
        status: 500,
        type: "Server.ServerProxy.AccessDenied",
        message: `The client has no right to ${failure.service} for this purpose`,
      };
    case "subjectMismatch":
      return {
        status: 400,
        type: "Client.BadRequest",
        message: "Uxp-Subject-Id names another person than the request asks about",
      };
    case "replayed":
      return {
        status: 400,
        type: "Client.DuplicateId",
        message: "X-Road-Id was used before; each query takes a new one",
      };
    case "tooLarge":
      return { status: 400, type: "Client.TooLarge", message: "The body is over 1 MiB" };
    case "unavailable":
      return {
        status: 500,
        type: "Server.ServerProxy.NetworkError",
        message: `The provider of ${failure.service} does not answer`,
        detail: `since=${failure.since.toISOString()}`,
      };
  }
};
