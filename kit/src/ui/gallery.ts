import { Hono, type Context } from "hono";
import { otherLang, type Lang, type Text } from "../text.ts";
import { assetRoutes } from "./assets.ts";
import type { FieldError } from "./error-summary.ts";
import { formPieces } from "./gallery/gallery-form-pieces.ts";
import { otherPieces } from "./gallery/gallery-pieces.ts";
import { caseSample, formSample, homeSample, officeSample } from "./gallery/gallery-samples.ts";
import { statusSample, statusSamples } from "./gallery/gallery-status.ts";
import { brand, errorTexts } from "./gallery/gallery-texts.ts";
import { html, words, type Html } from "./html.ts";
import { heading, page, type Component, type Frame } from "./page.ts";
import { languageHref } from "./language-link.ts";

type Sample = Readonly<{
  title: Text;
  main: (lang: Lang) => Html;
  component?: Component;
  wide?: boolean;
  back?: boolean;
  errors?: readonly FieldError[];
}>;

const samples: Readonly<Record<string, Sample>> = {
  home: { title: { ar: "الصفحة الأولى", en: "First page" }, main: homeSample },
  form: {
    title: { ar: "سؤال", en: "A question" },
    main: formSample,
    back: true,
    errors: [{ name: "plate", text: errorTexts.plate }],
  },
  case: { title: { ar: "طلب", en: "A case" }, main: caseSample, back: true },
  office: {
    title: { ar: "مكتب", en: "A desk" },
    main: officeSample,
    component: "office",
    wide: true,
  },
  pieces: {
    title: { ar: "القطع", en: "Pieces" },
    main: (lang) => html`${heading({ ar: "القطع", en: "Pieces" }, lang)}${otherPieces(lang)}`,
  },
  "form-pieces": {
    title: { ar: "الحقول", en: "Fields" },
    main: (lang) => html`${heading({ ar: "الحقول", en: "Fields" }, lang)}${formPieces(lang)}`,
  },
};

const transport: Text = {
  ar: "الإدارة العامة لترخيص المركبات والسائقين في وزارة النقل والمواصلات",
  en: "Department of Vehicle and Driver Licensing at the Ministry of Transport",
};

const frameFor = (path: string, lang: Lang, component: Component = "portal"): Frame => ({
  lang,
  path,
  component,
  brand,
  home: "/gallery",
  nav: [
    { href: "/gallery", text: { ar: "الخدمات", en: "Services" } },
    { href: "/gallery/case", text: { ar: "خدماتي", en: "My services" }, current: true },
  ],
  user: {
    name: "سارة محمود الخطيب",
    of: component === "office" ? transport[lang] : undefined,
    signOutAction: "/gallery",
    csrfToken: "gallery",
  },
  footer: [{ href: "/gallery", text: { ar: "اتصل بنا", en: "Contact us" } }],
});

const langOf = (c: Context): Lang => (c.req.query("lang") === "en" ? "en" : "ar");

const pathOf = (c: Context): string => {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
};

const index = (lang: Lang): Html => html`
  ${heading({ ar: "معرض القطع", en: "Gallery" }, lang)}
  <ul>
    ${[...Object.keys(samples), ...statusSamples].map(
      (name) =>
        html`<li>
          <a href="${languageHref(`/gallery/${name}`, otherLang(lang))}"
            >${words(samples[name]?.title ?? name, lang)}</a
          >
        </li>`,
    )}
  </ul>
`;

/** Every piece in every state, in both languages, for those who build pages. Development only. */
export const createGallery = (): Hono => {
  const gallery = new Hono();
  gallery.route("/", assetRoutes());
  gallery.get("/gallery", (c) => {
    const frame = frameFor(pathOf(c), langOf(c));
    return c.html(page({ ...frame, title: brand, main: index(frame.lang) }));
  });
  gallery.get("/gallery/:name", (c) => {
    const name = c.req.param("name");
    const sample = samples[name];
    const frame = frameFor(pathOf(c), langOf(c), sample?.component);
    if (!sample) return c.html(statusSample(name, frame));
    const { title, main, errors, wide, back } = sample;
    const text = { ar: "رجوع إلى VL-2026-004187 نفسه", en: "Back to VL-2026-004187" };
    return c.html(
      page({
        ...frame,
        title,
        errors,
        wide,
        main: main(frame.lang),
        back: back ? { href: "/gallery", text } : undefined,
      }),
    );
  });
  return gallery;
};
