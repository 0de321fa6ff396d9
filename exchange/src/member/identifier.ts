import { err, ok, type Result } from "@gov/kit/result.ts";

/** INSTANCE/CLASS/MEMBER/SUBSYSTEM as X-Road writes a client. */
export type SubsystemId = Readonly<{
  instance: string;
  memberClass: string;
  memberCode: string;
  subsystemCode: string;
}>;

export type ServiceId = SubsystemId & Readonly<{ serviceCode: string }>;

const part = /^[A-Za-z0-9_.-]{1,60}$/;

const decodeParts = (parts: readonly string[]): string[] | undefined => {
  try {
    const decoded = parts.map(decodeURIComponent);
    return decoded.every((text) => part.test(text) && text !== "." && text !== "..")
      ? decoded
      : undefined;
  } catch {
    return undefined;
  }
};

export const parseSubsystemId = (text: string): Result<SubsystemId, "malformed"> => {
  const parts = decodeParts(text.split("/"));
  const [instance, memberClass, memberCode, subsystemCode] = parts ?? [];
  if (parts?.length !== 4 || !instance || !memberClass || !memberCode || !subsystemCode) {
    return err("malformed");
  }
  return ok({ instance, memberClass, memberCode, subsystemCode });
};

export type Target = Readonly<{ service: ServiceId; rest: string }>;

/**
 * Reads the path of an X-Road REST request, `/r1/{instance}/{class}/{code}/{subsystem}/{service}`
 * with whatever follows kept as it was written. (X-Road Message Protocol for REST 1.0, 4.1)
 */
export const parseTarget = (pathname: string): Result<Target, "malformed"> => {
  const match = /^\/r1\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)(\/.*)?$/.exec(pathname);
  if (!match) return err("malformed");
  const parts = decodeParts(match.slice(1, 6));
  const [instance, memberClass, memberCode, subsystemCode, serviceCode] = parts ?? [];
  if (!instance || !memberClass || !memberCode || !subsystemCode || !serviceCode) {
    return err("malformed");
  }
  return ok({
    service: { instance, memberClass, memberCode, subsystemCode, serviceCode },
    rest: match[6] ?? "",
  });
};

export const formatSubsystem = (id: SubsystemId): string =>
  `${id.instance}/${id.memberClass}/${id.memberCode}/${id.subsystemCode}`;

export const formatService = (id: ServiceId): string => `${formatSubsystem(id)}/${id.serviceCode}`;
