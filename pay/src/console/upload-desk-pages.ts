import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { ErrorRow } from "#src/bulk/error-queries.ts";
import { uploadFailures, type UploadFailure } from "#src/bulk/upload.ts";
import type { UploadRow } from "#src/bulk/upload-queries.ts";
import { uploadStatusTag, uploadTexts as texts } from "./upload-texts.ts";

export const uploadsPath = "/console/uploads";
const uploadHref = (id: string): string => `${uploadsPath}/${id}`;
const grouped = (count: bigint): string => count.toLocaleString("en");

/** Whether there is more to come, so that a page that shows it renews itself. */
export const isUnderWay = ({ status }: UploadRow): boolean =>
  status === "receiving" || status === "queued" || status === "running";

/** The newest files and how far each is. */
export const uploadsPage = (frame: Frame, uploads: readonly UploadRow[]): Html => {
  const { lang } = frame;
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    main: html`${heading(texts.title, lang, { below: texts.lead })}${table({
      caption: texts.title,
      captionHidden: true,
      lang,
      dense: true,
      columns: [
        { head: texts.sentAt },
        { head: texts.sentBy },
        { head: texts.biller },
        { head: texts.status },
        { head: texts.made, numeric: true },
        { head: texts.known, numeric: true },
        { head: texts.wrong, numeric: true },
      ],
      rows: uploads.map((upload) => ({
        href: uploadHref(upload.id),
        cells: [
          dateTime(upload.created_at, lang),
          bdi(upload.client_id, "latin"),
          bdi(upload.biller_code, "latin"),
          uploadStatusTag(upload.status, lang),
          grouped(upload.rows_made),
          grouped(upload.rows_known),
          grouped(upload.rows_wrong),
        ],
      })),
      empty: texts.none,
    })}`,
  });
};

const facts = (upload: UploadRow, { lang }: Frame): Html =>
  summaryList(
    [
      { key: texts.status, value: uploadStatusTag(upload.status, lang) },
      { key: texts.sentBy, value: bdi(upload.client_id, "latin") },
      { key: texts.biller, value: bdi(upload.biller_code, "latin") },
      { key: texts.sentAt, value: dateTime(upload.created_at, lang) },
      ...(upload.finished_at
        ? [{ key: texts.endedAt, value: dateTime(upload.finished_at, lang) }]
        : []),
      {
        key: texts.received,
        value: bdi(`${(Number(upload.received_bytes) / 1_048_576).toFixed(1)} MB`, "latin"),
      },
      { key: texts.read, value: grouped(upload.rows_read) },
      { key: texts.made, value: grouped(upload.rows_made) },
      { key: texts.known, value: grouped(upload.rows_known) },
      { key: texts.wrong, value: grouped(upload.rows_wrong) },
    ],
    lang,
    { boxed: true },
  );

const errorTable = (upload: UploadRow, errors: readonly ErrorRow[], { lang }: Frame): Html => {
  if (errors.length === 0) return nothing;
  const file = attributes({ href: `${uploadHref(upload.id)}/errors.csv`, download: true });
  return html`<h2>${texts.mend[lang]}</h2>
    ${table({
      caption: texts.mend,
      captionHidden: true,
      lang,
      dense: true,
      columns: [
        { head: texts.line, numeric: true },
        { head: texts.field },
        { head: texts.problem },
      ],
      rows: errors.map((error) => ({
        cells: [
          grouped(error.line),
          error.field === "" ? words(texts.wholeLine, lang) : bdi(error.field, "latin"),
          lang === "ar" ? error.message_ar : error.message_en,
        ],
      })),
    })}
    <p><a ${file}>${texts.download[lang]}</a></p>`;
};

/** One file: how far it is, and the first of what is wrong with it. */
export const uploadPage = (frame: Frame, upload: UploadRow, errors: readonly ErrorRow[]): Html => {
  const { lang } = frame;
  const failure = upload.failure ? uploadFailures[upload.failure as UploadFailure] : undefined;
  return page({
    ...frame,
    wide: true,
    title: texts.file,
    back: { href: uploadsPath, text: texts.title },
    main: html`${heading(texts.file, lang)}${
      failure
        ? notice({ kind: "warn", lang, title: texts.why, body: words(failure, lang) })
        : nothing
    }${facts(upload, frame)}${
      isUnderWay(upload) ? html`<p>${texts.renews[lang]}</p>` : nothing
    }${errorTable(upload, errors, frame)}`,
  });
};
