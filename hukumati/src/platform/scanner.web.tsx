import { useCallback, useEffect, useRef, useState } from "react";
import { View } from "react-native";
import { checkTexts } from "../core/check-texts.ts";
import { Body, Button, Notice } from "../ui/pieces.tsx";
import { useSession } from "../ui/session-context.tsx";

/** A code fills some of the picture; more pixels only take longer. */
const mostPx = 800;

type Decode = (image: { width: number; height: number; data: Uint8ClampedArray }) => string;

const readFrame = (
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  decode: Decode,
): string | undefined => {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, mostPx / Math.max(videoWidth, videoHeight, 1));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || canvas.width === 0) return undefined;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decode(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    // No code in this picture.
    return undefined;
  }
};

/** Looks at the camera's pictures until one holds a code; gives what stops it. */
const watch = async (
  video: HTMLVideoElement,
  onCode: (text: string) => void,
): Promise<() => void> => {
  // The reader is fetched only by whoever scans.
  const { decodeQR } = await import("qr/decode.js");
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment" },
  });
  video.srcObject = stream;
  await video.play();
  const canvas = document.createElement("canvas");
  const stop = (): void => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  const timer = setInterval(() => {
    const text = readFrame(video, canvas, decodeQR);
    if (text === undefined) return;
    stop();
    onCode(text);
  }, 200);
  return stop;
};

const Camera = ({ onCode, onFail }: { onCode: (text: string) => void; onFail: () => void }) => {
  const { lang } = useSession();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | undefined;
    if (!video.current) return undefined;
    watch(video.current, onCode).then(
      (begun) => {
        stop = begun;
        if (gone) begun();
      },
      () => {
        if (!gone) onFail();
      },
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, [onCode, onFail]);
  return (
    <View style={{ gap: 8 }}>
      <Body>{checkTexts.scanning[lang]}</Body>
      <video
        ref={video}
        muted
        playsInline
        aria-label={checkTexts.scanning[lang]}
        style={{ width: "100%", maxHeight: 360, backgroundColor: "#000000", borderRadius: 8 }}
      />
    </View>
  );
};

/** Scans a code with the camera, where the browser has one. */
export const Scanner = ({ onCode }: { onCode: (text: string) => void }) => {
  const { lang } = useSession();
  const [state, setState] = useState<"off" | "on" | "failed">("off");
  const fail = useCallback(() => setState("failed"), []);
  const found = useCallback(
    (text: string) => {
      setState("off");
      onCode(text);
    },
    [onCode],
  );
  if (typeof navigator.mediaDevices?.getUserMedia !== "function") return null;
  return (
    <View style={{ gap: 12 }}>
      {state === "on" ? <Camera onCode={found} onFail={fail} /> : null}
      {state === "failed" ? <Notice tone="warn">{checkTexts.noCamera[lang]}</Notice> : null}
      <Button
        secondary
        text={checkTexts[state === "on" ? "stopScan" : "scan"][lang]}
        onPress={() => setState(state === "on" ? "off" : "on")}
      />
    </View>
  );
};
