/** Saves a PDF where the browser saves files. */
export const savePdf = (name: string, bytes: Uint8Array): Promise<void> => {
  const blob = new Blob([Uint8Array.from(bytes)], { type: "application/pdf" });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.pdf`;
  link.click();
  // The download has begun with its own hold on the blob.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return Promise.resolve();
};

/** Gives a text to the person to send on; true where it was put on the clipboard. */
export const shareText = async (text: string): Promise<boolean> => {
  await navigator.clipboard.writeText(text);
  return true;
};
