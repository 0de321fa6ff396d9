import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { approvalTexts } from "#src/approval/approval-texts.ts";
import type { Approver } from "#src/approval/approver-queries.ts";
import type { Way } from "#src/factor/factor.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { Passkey } from "#src/passkey/passkey.ts";
import { wayTexts } from "#src/sign-in/way-pages.ts";
import { securityTexts as texts } from "./security-texts.ts";

export type SecurityView = Readonly<{ lang: Lang; path: string; csrfToken: string }>;

/** What was just done, by the word in the address. */
const doneTexts = {
  "passkey-added": [texts.passkeyAdded, texts.passkeyAddedNext],
  linked: [texts.linked, texts.linkedNext],
  removed: [texts.removed, undefined],
  saved: [texts.saved, undefined],
} as const satisfies Record<string, readonly [Text, Text | undefined]>;

export type Security = Readonly<{
  passkeys: readonly Passkey[];
  /** Apps that approve sign-ins; of citizens alone. */
  approvers: readonly Approver[] | undefined;
  hasAuthenticator: boolean;
  recovery: Readonly<{ left: number; made: number }> | undefined;
  ways: readonly Way[];
  preferredWay: Way | undefined;
  /** The word of what was just done. */
  done: string | undefined;
}>;

const doneNotice = (done: string | undefined, lang: Lang): Html => {
  const known = Object.entries(doneTexts).find(([name]) => name === done)?.[1];
  if (!known) return nothing;
  const [title, body] = known;
  return notice({ kind: "success", title, lang, live: true, ...(body ? { body } : {}) });
};

const passkeySection = ({ passkeys }: Security, lang: Lang): Html =>
  html`<h2>${words(texts.passkeys, lang)}</h2>
    <p class="measure">${words(texts.passkeysAbout, lang)}</p>
    ${table({
      caption: texts.passkeys,
      captionHidden: true,
      lang,
      empty: texts.noPasskeys,
      columns: [
        { head: texts.name },
        { head: texts.kept },
        { head: texts.added },
        { head: texts.lastUsed },
        { head: texts.change },
      ],
      rows: passkeys.map((passkey) => ({
        cells: [
          html`<bdi>${passkey.name}</bdi>`,
          passkey.copiedAt
            ? tag(words(texts.copied, lang), "late", lang)
            : passkey.synced
              ? texts.synced
              : texts.single,
          dateTime(passkey.createdAt, lang),
          passkey.lastUsedAt ? dateTime(passkey.lastUsedAt, lang) : texts.never,
          html`<a href="/account/security/passkeys/${passkey.id}/remove"
            >${words(texts.remove, lang)}<span class="vh"> ${passkey.name}</span></a
          >`,
        ],
      })),
    })}
    <p>
      ${linkButton({
        href: "/account/security/passkeys/new",
        text: texts.addPasskey,
        lang,
        kind: "secondary",
      })}
    </p>`;

const appsSection = ({ approvers }: Security, lang: Lang): Html =>
  approvers === undefined
    ? nothing
    : html`<h2>${words(approvalTexts.apps, lang)}</h2>
        <p class="measure">${words(approvalTexts.appsAbout, lang)}</p>
        ${table({
          caption: approvalTexts.apps,
          captionHidden: true,
          lang,
          empty: approvalTexts.noApps,
          columns: [
            { head: texts.name },
            { head: texts.added },
            { head: texts.lastUsed },
            { head: texts.change },
          ],
          rows: approvers.map((approver) => ({
            cells: [
              html`<bdi>${approver.name}</bdi>`,
              dateTime(approver.createdAt, lang),
              approver.lastUsedAt ? dateTime(approver.lastUsedAt, lang) : texts.never,
              html`<a href="/account/security/apps/${approver.id}/remove"
                >${words(texts.remove, lang)}<span class="vh"> ${approver.name}</span></a
              >`,
            ],
          })),
        })}`;

const authenticatorSection = ({ hasAuthenticator }: Security, lang: Lang): Html =>
  html`<h2>${words(texts.authenticator, lang)}</h2>
    <p class="measure">${words(texts.authenticatorAbout, lang)}</p>
    ${summaryList(
      [{ key: texts.authenticator, value: hasAuthenticator ? texts.isOn : texts.isOff }],
      lang,
      { boxed: true },
    )}
    <div class="row">
      ${linkButton({
        href: "/account/security/authenticator",
        text: hasAuthenticator ? texts.relink : texts.link,
        lang,
        kind: "secondary",
      })}${
        hasAuthenticator
          ? linkButton({
              href: "/account/security/authenticator/remove",
              text: texts.unlink,
              lang,
              kind: "plain",
            })
          : nothing
      }
    </div>`;

const recoverySection = ({ recovery }: Security, lang: Lang): Html =>
  html`<h2>${words(texts.recovery, lang)}</h2>
    <p class="measure">${words(texts.recoveryAbout, lang)}</p>
    ${summaryList(
      [
        {
          key: texts.left,
          value: recovery ? bdi(`${recovery.left} / ${recovery.made}`) : texts.none,
        },
      ],
      lang,
      { boxed: true },
    )}
    <p>
      ${linkButton({
        href: "/account/security/recovery-codes",
        text: recovery ? texts.makeNewCodes : texts.makeCodes,
        lang,
        kind: "secondary",
      })}
    </p>`;

/** What can be asked for first: not a code from paper, which is for the bad day. */
export const askableWays = (ways: readonly Way[]): Way[] =>
  ways.filter((way) => way !== "recovery-code");

const preferredSection = (
  { ways, preferredWay }: Security,
  { lang, csrfToken }: SecurityView,
): Html => {
  const askable = askableWays(ways);
  if (askable.length < 2) return nothing;
  return form({
    action: "/account/security/preferred",
    lang,
    csrfToken,
    body: radiosField({
      name: "way",
      lang,
      label: texts.preferred,
      hint: texts.preferredHint,
      value: preferredWay,
      options: askable.map((way) => ({ value: way, label: wayTexts[way] })),
    }),
    submit: texts.save,
    submitKind: "secondary",
  });
};

/** All ways into an account, and how to add and remove them. */
export const securityPage = (view: SecurityView, security: Security): Html => {
  const { lang, path } = view;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    back: { href: "/account", text: texts.back },
    notice: doneNotice(security.done, lang),
    main: html`${heading(texts.title, lang, { below: texts.lede })}${passkeySection(security, lang)}${authenticatorSection(security, lang)}${appsSection(security, lang)}${recoverySection(security, lang)}${preferredSection(security, view)}`,
  });
};

/** Asks before something is done that cannot be taken back. */
export const confirmPage = (
  view: SecurityView,
  input: Readonly<{
    title: Text;
    body: Text;
    what?: Html;
    submit: Text;
    danger?: boolean;
    /** Why it was not done. */
    refused?: boolean;
  }>,
): Html => {
  const { lang, path, csrfToken } = view;
  const { title, body, what, submit, danger = true, refused } = input;
  return page({
    ...signInFrame(lang, path),
    title,
    back: { href: "/account/security", text: texts.backHere },
    notice: refused
      ? notice({
          kind: "warn",
          title: texts.lastWay,
          body: texts.lastWayNext,
          lang,
          live: true,
        })
      : nothing,
    main: html`${heading(title, lang, { below: body })}${what ?? nothing}${form({
      action: path,
      lang,
      csrfToken,
      body: nothing,
      submit,
      submitKind: danger ? "danger" : "primary",
      secondary: { text: texts.keep, href: "/account/security" },
    })}`,
  });
};
