import { describedBy, fieldId, labelled, type FieldWords } from "./field-frame.ts";
import { attributes, html, type Html } from "./html.ts";
import { fileLimitText } from "./texts.ts";

/** A file to attach. The form that holds it needs `upload: true`. */
export const fileField = (
  field: FieldWords &
    Readonly<{
      /** Extensions and media types the browser offers, such as `.pdf,image/jpeg`. */
      accept: string;
      /** The same for people: `PDF، JPG`. */
      kinds: string;
      maxMegabytes: number;
      multiple?: boolean | undefined;
    }>,
): Html => {
  const limits = fileLimitText(field.kinds, field.maxMegabytes);
  const filled = { ...field, hint: field.hint ?? limits };
  return labelled(
    filled,
    html`<input
      ${attributes({
        type: "file",
        id: fieldId(field.name),
        name: field.name,
        accept: field.accept,
        multiple: field.multiple,
        "aria-describedby": describedBy(filled),
        "aria-invalid": field.error ? "true" : undefined,
      })}
    />`,
  );
};
