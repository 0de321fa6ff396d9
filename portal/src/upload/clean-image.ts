import { err, ok, type Result } from "@gov/kit/result.ts";
import sharp, { type Sharp } from "sharp";
import type { FileType } from "./file-type.ts";

export type ImageRefusal = "damaged" | "tooManyPixels";

// Only the three kinds that are taken are ever decoded, whatever a file pretends to be.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});
sharp.cache(false);
sharp.concurrency(1);

/** A picture of a whole phone camera; told by its header, before anything is decoded. */
const maxPixels = 50_000_000;
/** As large as a page needs to be read on a screen and on paper. */
const maxSidePixels = 4_000;

const encode = (image: Sharp, type: Exclude<FileType, "pdf">): Sharp => {
  if (type === "png") return image.png();
  return type === "webp" ? image.webp({ quality: 85 }) : image.jpeg({ quality: 85 });
};

/**
 * The picture drawn anew: upright, bounded, and nothing but the picture. Where it was taken, by
 * whom and what else stood in the file is gone.
 */
export const cleanImage = async (
  bytes: Buffer,
  type: Exclude<FileType, "pdf">,
): Promise<Result<Buffer, ImageRefusal>> => {
  const options = { limitInputPixels: false, failOn: "error" } as const;
  try {
    const { width, height, format } = await sharp(bytes, options).metadata();
    if (format !== type) return err("damaged");
    if (width * height > maxPixels) return err("tooManyPixels");
    const upright = sharp(bytes, { ...options, limitInputPixels: maxPixels }).autoOrient();
    const bounded = upright.resize({
      width: maxSidePixels,
      height: maxSidePixels,
      fit: "inside",
      withoutEnlargement: true,
    });
    return ok(await encode(bounded, type).toBuffer());
  } catch {
    return err("damaged");
  }
};
