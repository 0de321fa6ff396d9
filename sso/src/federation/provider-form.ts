import type { Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { exportJWK, generateKeyPair } from "jose";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { TypedForm } from "#src/sign-in/typed-form.ts";
import { matchKinds, tokenAlgs, type InstitutionProvider } from "./provider.ts";
import { providerTexts as texts } from "./provider-texts.ts";

export const providerFields = [
  "institution",
  "issuer",
  "clientId",
  "alg",
  "proves",
  "claim",
  "matches",
  "mfaAcr",
  "mfaAmr",
  "joiners",
] as const;
export type TypedProvider = Readonly<Partial<Record<(typeof providerFields)[number], string>>>;

type Registration = Omit<InstitutionProvider, "id" | "status" | "credential"> &
  Readonly<{ secret: string | undefined }>;

const values = (typed: string): string[] => typed.split(/\s+/).filter(Boolean);
const latin = /^[\x21-\x7e]{1,200}$/;

/** What may be registered: https, but in development, and a host that we may ask. */
export type ProviderRules = Readonly<{
  hosts: readonly string[];
  insecure: boolean;
  institutions: readonly string[];
}>;

const issuerProblem = (typed: string, { hosts, insecure }: ProviderRules): Text | undefined => {
  const url = z.url().max(500).safeParse(typed).success ? new URL(typed) : undefined;
  const secure = url?.protocol === "https:" || (insecure && url?.protocol === "http:");
  if (!url || !secure || /[?#]/.test(typed)) return texts.issuerWrong;
  return hosts.includes(url.host) ? undefined : texts.hostWrong;
};

const problems = (form: TypedForm, rules: ProviderRules): FieldError[] => {
  const { institution = "", issuer = "", clientId = "", secret = "", proves = "" } = form;
  const checks: [name: string, wrong: Text | undefined | false][] = [
    ["institution", !rules.institutions.includes(institution) && texts.institutionWrong],
    ["issuer", issuerProblem(issuer, rules)],
    ["clientId", !latin.test(clientId) && texts.clientIdWrong],
    ["alg", !tokenAlgs.some((alg) => alg === form["alg"]) && texts.algWrong],
    ["proves", proves !== "key" && proves !== "secret" && texts.provesWrong],
    ["secret", proves === "secret" && !/^[\x20-\x7e]{16,500}$/.test(secret) && texts.secretWrong],
    ["claim", !/^[A-Za-z0-9_:./-]{1,100}$/.test(form["claim"] ?? "") && texts.claimWrong],
    ["matches", !matchKinds.some((kind) => kind === form["matches"]) && texts.matchesWrong],
    ...(["mfaAcr", "mfaAmr"] as const).map((name): [string, Text | false] => {
      const listed = values(form[name] ?? "");
      const fits = listed.length <= 10 && listed.every((one) => latin.test(one));
      return [name, !fits && texts.mfaWrong];
    }),
  ];
  return checks.flatMap(([name, text]) => (text ? [{ name, text }] : []));
};

/** Reads the form by which an operator registers a provider. */
export const readProvider = (
  form: TypedForm,
  rules: ProviderRules,
): Readonly<{
  typed: TypedProvider;
  errors: readonly FieldError[];
  registration: Registration | undefined;
}> => {
  const typed = Object.fromEntries(providerFields.map((name) => [name, form[name] ?? ""]));
  const errors = problems(form, rules);
  if (errors.length > 0) return { typed, errors, registration: undefined };
  const registration: Registration = {
    institution: form["institution"] ?? "",
    issuer: form["issuer"] ?? "",
    clientId: form["clientId"] ?? "",
    idTokenAlg: tokenAlgs.find((alg) => alg === form["alg"]) ?? "RS256",
    claim: form["claim"] ?? "",
    matches: matchKinds.find((kind) => kind === form["matches"]) ?? "username",
    mfaAcr: values(form["mfaAcr"] ?? ""),
    mfaAmr: values(form["mfaAmr"] ?? ""),
    joiners: form["joiners"] === "yes",
    secret: form["proves"] === "secret" ? form["secret"] : undefined,
  };
  return { typed, errors, registration };
};

/** The secret that was given, or a fresh key of ours. */
export const credentialOf = async (
  secret: string | undefined,
): Promise<InstitutionProvider["credential"]> => {
  if (secret !== undefined) return { kind: "secret", secret };
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { kind: "key", jwk: { ...(await exportJWK(privateKey)), kid: randomUUID() } };
};
