import { writeFileSync } from "node:fs";
import { encodeQR } from "qr";

const width = 640;
const height = 480;

/** What makes a browser take a film for its camera, and not ask whether it may. */
export const cameraFlags = (film: string): string[] => [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${film}`,
];

/** A film (YUV4MPEG2) of a code that somebody holds before the camera. */
export const filmCode = (film: string, text: string): void => {
  const modules = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const px = Math.floor((height - 20) / modules.length);
  const light = Buffer.alloc(width * height, 200);
  for (let y = 0; y < modules.length * px; y += 1) {
    for (let x = 0; x < modules.length * px; x += 1) {
      const dark = modules[Math.floor(y / px)]?.[Math.floor(x / px)];
      light[(y + 10) * width + x + 80] = dark ? 20 : 240;
    }
  }
  const colourless = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, colourless]);
  const head = `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`;
  writeFileSync(
    film,
    Buffer.concat([Buffer.from(head), ...Array.from({ length: 5 }, () => frame)]),
  );
};
