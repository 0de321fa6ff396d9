import type { Lang } from "../../text.ts";
import { addressField } from "../address-field.ts";
import { entryGroup, entryTitle } from "../entry-group.ts";
import { textField } from "../fields.ts";
import { fileList } from "../file-list.ts";
import { html, type Html } from "../html.ts";
import { governorates } from "./gallery-texts.ts";

const child = { ar: "طفل", en: "child" };
const press = (value: string) => ({ name: "then", value });

const childName = (lang: Lang, index: number, value: string): Html =>
  textField({
    name: `children.${index}.name`,
    lang,
    label: { ar: "اسم الطفل", en: "Child's name" },
    value,
  });

/** Answers of several parts: an address, entries that are added and removed, files. */
export const entryPieces = (lang: Lang): Html => html`
  ${addressField({
    name: "home",
    lang,
    label: { ar: "عنوان البيت", en: "Home address" },
    governorates,
    value: { governorate: "", locality: "بيرزيت", street: "" },
    errors: { governorate: { ar: "اختر المحافظة.", en: "Choose the governorate." } },
  })}
  ${entryGroup({
    name: "children",
    lang,
    label: { ar: "أطفالك", en: "Your children" },
    hint: { ar: "العدد من 1 إلى 6.", en: "From 1 to 6." },
    item: child,
    entries: ["سارة", "آدم"].map((name, index) => ({
      title: entryTitle(child, index),
      body: childName(lang, index, name),
      remove: press(`remove children ${index}`),
    })),
    add: press("add children"),
    removed: { title: entryTitle(child, 2), undo: press("putBack children") },
  })}
  ${fileList(
    [
      {
        name: "عقد الإيجار.pdf",
        href: "#scan",
        about: { ar: "PDF، 340 كيلوبايت", en: "PDF, 340 KB" },
        remove: press("removeFile"),
      },
    ],
    lang,
  )}
`;
