import { extensions, type FileType } from "./file-type.ts";

/** Letters of two units each still fit a name of two hundred. */
const maxLength = 90;

/** Signs that turn a name's direction, join or hide parts of it, or mean something to a system. */
const unwanted = /[\p{Cc}\p{Cf}<>:"|?*]/gu;

/** What somebody called a file, fit to be shown and saved: no path, no signs that mislead. */
export const cleanName = (given: string): string => {
  const last = given.slice(0, 1000).normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const name = last
    .replace(unwanted, "")
    .toWellFormed()
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  return [...name].slice(0, maxLength).join("") || "file";
};

/** The name with the extension of what the file is: `photo.pdf` that is a picture is `photo.jpg`. */
export const nameAs = (given: string, type: FileType): string => {
  const name = cleanName(given);
  const bare = name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  const known = type === "jpeg" ? /\.jpe?g$/i : new RegExp(`\\.${extensions[type]}$`, "i");
  return known.test(name) ? name : `${bare === "" ? "file" : bare}.${extensions[type]}`;
};
