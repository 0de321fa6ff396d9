import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { declarationField, radiosField, selectField } from "@gov/kit/ui/choice-fields.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField, passwordField } from "@gov/kit/ui/fields.ts";
import { actionForm, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { Institution } from "#src/directory/institution-queries.ts";
import type { OfficeView } from "#src/directory/staff-pages.ts";
import { signInFrame } from "#src/page/frame.ts";
import { tokenAlgs, type InstitutionProvider } from "./provider.ts";
import type { TypedProvider } from "./provider-form.ts";
import { providerTexts as texts } from "./provider-texts.ts";

export const providersHome = "/office/federation";

const stateTag = ({ status }: InstitutionProvider, view: OfficeView): Html =>
  status === "active" ? tag(texts.on, "runs", view.lang) : tag(texts.off, "done", view.lang);

const nameOf = (names: ReadonlyMap<string, Text>, code: string): Text =>
  names.get(code) ?? { ar: code, en: code };

/** The institutions' sign-in services that are registered. */
export const providersPage = (
  view: OfficeView,
  providers: readonly InstitutionProvider[],
  names: ReadonlyMap<string, Text>,
): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    wide: true,
    back: { href: "/office", text: texts.office },
    main: html`${heading(texts.title, lang, { below: texts.link })}
      <p>${linkButton({ href: `${providersHome}/new`, text: texts.register, lang })}</p>
      ${table({
        caption: texts.title,
        captionHidden: true,
        dense: true,
        lang,
        empty: emptyState({ title: texts.none, lang }),
        columns: [{ head: texts.institution }, { head: texts.issuer }, { head: texts.state }],
        rows: providers.map((provider) => ({
          href: `${providersHome}/${provider.id}`,
          cells: [
            nameOf(names, provider.institution),
            bdi(provider.issuer, "latin"),
            stateTag(provider, view),
          ],
        })),
      })}`,
  });
};

const choice = (value: string, label: Text | string) => ({ value, label });

/** The form by which a provider is registered; what was typed stays, the secret never does. */
export const newProviderPage = (
  view: OfficeView,
  input: Readonly<{
    institutions: readonly Institution[];
    typed: TypedProvider;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { lang } = view;
  const { typed, errors = [] } = input;
  const field = <N extends keyof TypedProvider>(name: N, label: Text, hint?: Text) => ({
    name,
    lang,
    label,
    hint,
    value: typed[name],
    error: errorOf(errors, name),
  });
  const secret = passwordField({
    name: "secret",
    lang,
    label: texts.secret,
    error: errorOf(errors, "secret"),
    autocomplete: "off",
  });
  const body = html`${selectField({
    ...field("institution", texts.institution),
    options: input.institutions.map(({ code, name }) => choice(code, name)),
  })}${codeField({ ...field("issuer", texts.issuer, texts.issuerHint), width: "full" })}
  ${codeField(field("clientId", texts.clientId))}
  ${radiosField({
    ...field("proves", texts.proves),
    options: [
      { ...choice("key", texts.byKey), hint: texts.byKeyHint },
      { ...choice("secret", texts.bySecret), reveals: secret },
    ],
  })}${selectField({
    ...field("alg", texts.alg),
    options: tokenAlgs.map((alg) => choice(alg, alg)),
  })}${codeField(field("claim", texts.claim, texts.claimHint))}
  ${radiosField({
    ...field("matches", texts.matches),
    options: [
      choice("username", texts.username),
      choice("email", texts.email),
      choice("external-id", texts.externalId),
    ],
  })}${codeField({ ...field("mfaAcr", texts.mfaAcr, texts.mfaHint), optional: true })}
  ${codeField({ ...field("mfaAmr", texts.mfaAmr, texts.mfaHint), optional: true })}
  ${declarationField({
    name: "joiners",
    lang,
    label: texts.joiners,
    checked: typed.joiners === "yes",
  })}`;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.register,
    errors,
    back: { href: providersHome, text: texts.back },
    main: html`${heading(texts.register, lang)}${form({
      action: `${providersHome}/new`,
      lang,
      csrfToken: view.csrfToken,
      body,
      submit: texts.save,
    })}`,
  });
};

/** The public part of our key, as the institution registers it. */
const publicJwks = ({ credential }: InstitutionProvider): string | undefined => {
  if (credential.kind !== "key") return undefined;
  const { kty, crv, x, y, kid } = credential.jwk;
  return JSON.stringify({ keys: [{ kty, crv, x, y, kid, use: "sig", alg: "ES256" }] });
};

const facts = (provider: InstitutionProvider, callback: string, name: Text, view: OfficeView) => {
  const jwks = publicJwks(provider);
  const list = (values: readonly string[]): Html => bdi(values.join(" ") || "—", "latin");
  return [
    { key: texts.institution, value: name },
    { key: texts.issuer, value: bdi(provider.issuer, "latin") },
    { key: texts.clientId, value: bdi(provider.clientId, "latin") },
    { key: texts.callback, value: bdi(callback, "latin") },
    ...(jwks === undefined ? [] : [{ key: texts.publicKey, value: bdi(jwks, "latin") }]),
    { key: texts.alg, value: bdi(provider.idTokenAlg, "latin") },
    { key: texts.claim, value: bdi(provider.claim, "latin") },
    { key: texts.mfaAcr, value: list(provider.mfaAcr) },
    { key: texts.mfaAmr, value: list(provider.mfaAmr) },
    { key: texts.state, value: stateTag(provider, view) },
  ];
};

/** One provider: what the institution has to know of us, and its switch. */
export const providerPage = (
  view: OfficeView,
  input: Readonly<{
    provider: InstitutionProvider;
    institution: Text;
    callback: string;
    fresh: boolean;
  }>,
): Html => {
  const { lang, csrfToken } = view;
  const { provider, institution, callback } = input;
  const on = provider.status === "active";
  return page({
    ...signInFrame(lang, view.path),
    title: institution,
    back: { href: providersHome, text: texts.back },
    notice: input.fresh
      ? notice({
          kind: "success",
          live: true,
          lang,
          title: texts.registered,
          body: texts.registeredNext,
        })
      : nothing,
    main: html`${heading(institution, lang, { above: texts.title })}
    ${summaryList(facts(provider, callback, institution, view), lang, { boxed: true })}
    ${actionForm({
      action: `${providersHome}/${provider.id}`,
      csrfToken,
      lang,
      kind: on ? "danger" : "primary",
      text: on ? texts.switchOff : texts.switchOn,
      fields: hiddenField("status", on ? "off" : "active"),
    })}`,
  });
};
