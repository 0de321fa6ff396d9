import { Directory, File, Paths } from "expo-file-system";
import { Platform, Share } from "react-native";

const isCancelled = (error: unknown): boolean =>
  error instanceof Error && /cancel/i.test(error.message);

/** On Android into a folder that the person chooses: no other app gets at ours. */
const saveToFolder = async (name: string, bytes: Uint8Array): Promise<void> => {
  try {
    const folder = await Directory.pickDirectoryAsync();
    folder.createFile(name, "application/pdf").write(bytes);
  } catch (error) {
    if (!isCancelled(error)) throw error;
  }
};

/** On iOS by the system's sheet, from a copy that is deleted when the sheet has closed. */
const shareFile = async (name: string, bytes: Uint8Array): Promise<void> => {
  const copy = new File(Paths.cache, `${name}.pdf`);
  try {
    if (copy.exists) copy.delete();
    copy.create();
    copy.write(bytes);
    await Share.share({ url: copy.uri });
  } finally {
    if (copy.exists) copy.delete();
  }
};

/** Hands a PDF to the person to save or to send on. */
export const savePdf = (name: string, bytes: Uint8Array): Promise<void> =>
  Platform.OS === "ios" ? shareFile(name, bytes) : saveToFolder(name, bytes);

/** Gives a text to the person to send on; true where it was put on the clipboard. */
export const shareText = async (text: string): Promise<boolean> => {
  await Share.share({ message: text });
  return false;
};
