import { t, type Text } from "../text.ts";
import { bdi } from "./bdi.ts";
import { buttonRow, linkButton } from "./form.ts";
import { html, nothing, safeHref, words, type Html, type Link } from "./html.ts";
import { heading, page, type Frame } from "./page.ts";
import { institutionDown, retryAfterText, statusTexts } from "./status-texts.ts";

/** The frame of the page and the request's number, by which the operators find what happened. */
export type StatusPageInput = Frame & Readonly<{ reference: string }>;

type Content = Readonly<{
  title: Text;
  body: readonly Text[];
  more?: Html | undefined;
  action?: Readonly<{ href: string; text: Text }> | undefined;
}>;

const statusPage = (input: StatusPageInput, { title, body, more, action }: Content): Html => {
  const { reference, ...frame } = input;
  const { lang } = frame;
  const next = action ?? { href: frame.home ?? "/", text: statusTexts.toStart };
  return page({
    ...frame,
    title,
    main: html`${heading(title, lang)}${body.map(
        (text) => html`<p class="measure">${words(text, lang)}</p>`,
      )}${more ?? nothing}${buttonRow(linkButton({ ...next, lang }))}
      <p class="hint">${t(statusTexts.quote, lang)} ${bdi(reference, "latin")}</p>`,
  });
};

/** 404: nothing at this address. */
export const notFoundPage = (input: StatusPageInput): Html =>
  statusPage(input, { title: statusTexts.notFound, body: [statusTexts.notFoundBody] });

/** 403: signed in, but this is not for them. */
export const forbiddenPage = (input: StatusPageInput): Html =>
  statusPage(input, { title: statusTexts.forbidden, body: [statusTexts.forbiddenBody] });

/** 400: what arrived cannot be read at all. Wrong fields go back to their form instead. */
export const badRequestPage = (input: StatusPageInput): Html =>
  statusPage(input, { title: statusTexts.badRequest, body: [statusTexts.badRequestBody] });

/** 410: the session ended; what was saved is there after signing in again. */
export const sessionEndedPage = (
  input: StatusPageInput & Readonly<{ signInHref: string }>,
): Html => {
  const { signInHref, ...rest } = input;
  return statusPage(rest, {
    title: statusTexts.expired,
    body: [statusTexts.expiredBody],
    action: { href: signInHref, text: statusTexts.signInAgain },
  });
};

/** 413: a body or file over the limit. */
export const tooLargePage = (input: StatusPageInput): Html =>
  statusPage(input, { title: statusTexts.tooLarge, body: [statusTexts.tooLargeBody] });

/** 429: too many attempts; says for how long to wait. */
export const tooManyPage = (
  input: StatusPageInput & Readonly<{ retryAfterSeconds: number }>,
): Html => {
  const { retryAfterSeconds, ...rest } = input;
  return statusPage(rest, {
    title: statusTexts.tooMany,
    body: [statusTexts.tooManyBody, retryAfterText(retryAfterSeconds)],
  });
};

/** 500: a bug of ours. */
export const faultPage = (input: StatusPageInput): Html =>
  statusPage(input, { title: statusTexts.fault, body: [statusTexts.faultBody] });

/** 503: our own database is away for a moment. */
export const awayPage = (input: StatusPageInput): Html =>
  statusPage(input, {
    title: statusTexts.away,
    body: [statusTexts.awayBody],
    action: { href: input.path, text: statusTexts.tryAgain },
  });

/** 503: an institution's system does not answer. Names it, and what still works. */
export const unavailablePage = (
  input: StatusPageInput &
    Readonly<{
      institution: Text;
      stillWorks?: readonly Link[] | undefined;
      retryAfterSeconds?: number | undefined;
      retryHref?: string | undefined;
    }>,
): Html => {
  const { institution, stillWorks = [], retryAfterSeconds, retryHref, ...rest } = input;
  const { lang } = rest;
  const works =
    stillWorks.length === 0
      ? nothing
      : html`<h2>${t(statusTexts.stillWorks, lang)}</h2>
          <ul>
            ${stillWorks.map(
              ({ href, text }) =>
                html`<li><a href="${safeHref(href)}">${words(text, lang)}</a></li>`,
            )}
          </ul>`;
  return statusPage(rest, {
    title: institutionDown(institution),
    body: [
      statusTexts.downBody,
      ...(retryAfterSeconds === undefined ? [] : [retryAfterText(retryAfterSeconds)]),
    ],
    more: works,
    action: { href: retryHref ?? rest.path, text: statusTexts.tryAgain },
  });
};
