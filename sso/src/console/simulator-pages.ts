import { defineTexts, type Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { checkboxesField, radiosField } from "@gov/kit/ui/choice-fields.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { signInFrame } from "#src/page/frame.ts";
import { clientPath, type ConsoleView } from "./client-pages.ts";
import type { KeptClient } from "./console-queries.ts";
import { consoleTexts, scopeNames } from "./console-texts.ts";
import type { Check, Exchange, Simulated } from "./simulator.ts";

const texts = defineTexts({
  title: { ar: "جرّب دخولا", en: "Try a sign-in" },
  lede: {
    ar: "نرسل طلبا حقيقيا باسم خدمة التجربة، وتدخل بشخص تجربة، ثم نريك كل طلب وجوابه.",
    en: "We send a real request as the test client, you sign in as a test person, and we show every request and answer.",
  },
  leaves: {
    ar: "يخرج حسابك في هذا المتصفح حين يدخل شخص التجربة. افتح نافذة خاصة إن أردت أن تبقى داخلا.",
    en: "Your own account leaves this browser when the test person enters. Use a private window to stay signed in.",
  },
  scope: { ar: "ما تطلبه", en: "What to ask for" },
  acr: { ar: "درجة التأكد", en: "Assurance" },
  acrNone: { ar: "كما يكون", en: "As it comes" },
  acr2: { ar: "متوسطة", en: "Substantial" },
  acr3: { ar: "عالية", en: "High" },
  prompt: { ar: "السؤال", en: "Prompt" },
  promptNone: { ar: "ما يلزم وحده", en: "Only what is needed" },
  promptSilent: { ar: "بلا أي صفحة (none)", en: "No page at all (none)" },
  promptLogin: { ar: "دخول من جديد (login)", en: "Sign in again (login)" },
  promptConsent: { ar: "موافقة من جديد (consent)", en: "Consent again (consent)" },
  promptAccount: { ar: "اختيار من جديد (select_account)", en: "Choose again (select_account)" },
  par: { ar: "كيف يرسل الطلب", en: "How to send the request" },
  parNo: { ar: "في العنوان", en: "In the address" },
  parYes: { ar: "سلفا من الخادم (PAR)", en: "Pushed from the server (PAR)" },
  start: { ar: "ابدأ التجربة", en: "Start" },
  resultTitle: { ar: "نتيجة التجربة", en: "What came of it" },
  failed: { ar: "انتهى الدخول بخطأ", en: "The sign-in ended with an error" },
  checks: { ar: "ما تحققنا منه", en: "What was checked" },
  good: { ar: "صحيح", en: "Right" },
  bad: { ar: "خطأ", en: "Wrong" },
  idToken: { ar: "رمز الهوية (ID token)", en: "ID token" },
  accessToken: { ar: "رمز الوصول (access token)", en: "Access token" },
  request: { ar: "الطلب", en: "Request" },
  response: { ar: "الجواب", en: "Answer" },
  again: { ar: "ارجع إلى الخدمة", en: "Back to the service" },
  notYours: { ar: "لم تبدأ هذه التجربة من هنا", en: "This attempt was not started here" },
  notYoursBody: {
    ar: "انتهى وقتها أو بدأت في متصفح آخر. ابدأ من صفحة الخدمة.",
    en: "It ran out of time or began in another browser. Start from the service's page.",
  },
  noKeysUrl: {
    ar: "مفاتيح هذه الخدمة عند عنوانها، فلا نستطيع أن نوقّع عنها.",
    en: "The keys of this service are at its own address, so we cannot sign in its place.",
  },
});

const stepNames: Readonly<Record<Exchange["name"], Text>> = {
  par: { ar: "الطلب المرسل سلفا", en: "Pushed request" },
  authorization: { ar: "طلب الدخول", en: "Authorization request" },
  token: { ar: "استبدال الرمز", en: "Redeeming the code" },
  userinfo: { ar: "السؤال عن الشخص", en: "Asking for the person" },
  keys: { ar: "مفاتيح التحقق", en: "Keys to verify with" },
};

const checkNames: Readonly<Record<Check["name"], Text>> = {
  signature: { ar: "توقيع رمز الهوية", en: "Signature of the ID token" },
  issuer: { ar: "المُصدر", en: "Issuer" },
  audience: { ar: "لهذه الخدمة", en: "For this client" },
  nonce: { ar: "لهذا الطلب (nonce)", en: "For this request (nonce)" },
  state: { ar: "لهذا المتصفح (state)", en: "For this browser (state)" },
};

/** What to try. Machine clients and those with keys elsewhere cannot be simulated. */
export const simulatorPage = (view: ConsoleView, client: KeptClient): Html => {
  const { lang } = view;
  const { clientId, metadata } = client;
  const radio = (name: string, label: Text, options: readonly (readonly [string, Text])[]): Html =>
    radiosField({
      name,
      lang,
      label,
      options: options.map(([value, text]) => ({ value, label: text })),
      value: options[0]?.[0],
    });
  const fields = html`${checkboxesField({
    name: "scope",
    lang,
    label: texts.scope,
    options: metadata.scopes
      .filter((scope) => scope !== "openid")
      .map((scope) => ({
        value: scope,
        label: scopeNames[scope] ?? scope,
        hint: bdi(scope, "latin"),
      })),
    value: metadata.scopes.filter((scope) => !scope.includes(":")),
  })}${radio("acr", texts.acr, [
    ["", texts.acrNone],
    ["urn:gov:loa:2", texts.acr2],
    ["urn:gov:loa:3", texts.acr3],
  ])}${radio("prompt", texts.prompt, [
    ["", texts.promptNone],
    ["none", texts.promptSilent],
    ["login", texts.promptLogin],
    ["consent", texts.promptConsent],
    ["select_account", texts.promptAccount],
  ])}${radio("par", texts.par, [
    ["no", texts.parNo],
    ["yes", texts.parYes],
  ])}`;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    back: { href: clientPath(clientId), text: consoleTexts.cancel },
    notice: notice({ kind: "info", title: texts.leaves, lang }),
    main: html`${heading(texts.title, lang, { above: bdi(clientId, "latin"), below: texts.lede })}${
      metadata.publicKeysUrl === undefined
        ? form({
            action: `${clientPath(clientId)}/simulator`,
            lang,
            csrfToken: view.csrfToken,
            body: fields,
            submit: texts.start,
          })
        : html`<p class="measure">${words(texts.noKeysUrl, lang)}</p>`
    }`,
  });
};

const pre = (text: string): Html =>
  html`<pre dir="ltr" lang="en" tabindex="0" class="code-block"><code>${text}</code></pre>`;

const exchange = (one: Exchange, view: ConsoleView): Html => {
  const { lang } = view;
  return html`<h2>
      ${words(stepNames[one.name], lang)}${
        one.status === undefined
          ? nothing
          : html` ${tag(String(one.status), one.status < 400 ? "runs" : "late", lang)}`
      }
    </h2>
    <h3>${words(texts.request, lang)}</h3>
    ${pre(one.request)}
    <h3>${words(texts.response, lang)}</h3>
    ${pre(one.response)}`;
};

const tokenOf = (title: Text, token: object | undefined, view: ConsoleView): Html =>
  token === undefined
    ? nothing
    : html`<h2>${words(title, view.lang)}</h2>
        ${pre(JSON.stringify(token, null, 2))}`;

/** Every request, answer, token and check of an attempt. */
export const simulatedPage = (
  view: Pick<ConsoleView, "lang" | "path">,
  clientId: string,
  result: Simulated & Readonly<{ failed: boolean }>,
): Html => {
  const shown = { ...view, csrfToken: "" };
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.resultTitle,
    notice: result.failed
      ? notice({ kind: "warn", title: texts.failed, lang, live: true })
      : nothing,
    main: html`${heading(texts.resultTitle, lang, { above: bdi(clientId, "latin") })}${
      result.checks.length === 0
        ? nothing
        : html`<h2>${words(texts.checks, lang)}</h2>
            <ul>
              ${result.checks.map(
                ({ name, good }) =>
                  html`<li>
                    ${words(checkNames[name], lang)}
                    ${tag(good ? texts.good : texts.bad, good ? "runs" : "late", lang)}
                  </li>`,
              )}
            </ul>`
    }${tokenOf(texts.idToken, result.tokens.idToken, shown)}${tokenOf(
      texts.accessToken,
      result.tokens.accessToken,
      shown,
    )}${result.exchanges.map((one) => exchange(one, shown))}
    ${linkButton({ href: clientPath(clientId), text: texts.again, lang })}`,
  });
};

/** An answer whose request did not begin in this browser. */
export const notSimulatedPage = (view: Pick<ConsoleView, "lang" | "path">): Html =>
  page({
    ...signInFrame(view.lang, view.path),
    title: texts.notYours,
    main: html`${heading(texts.notYours, view.lang, { below: texts.notYoursBody })}
    ${linkButton({ href: "/office/clients", text: consoleTexts.title, lang: view.lang })}`,
  });
