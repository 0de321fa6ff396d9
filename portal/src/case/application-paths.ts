/** Addresses of a person's applications. */
export const applicationPath = (reference: string, part = ""): string =>
  part === "" ? `/applications/${reference}` : `/applications/${reference}/${part}`;
