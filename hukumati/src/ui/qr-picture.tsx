import { useMemo } from "react";
import { Image, View } from "react-native";
import { encodeBase64 } from "../core/base64.ts";
import { qrPng } from "../core/qr-png.ts";

/** A QR code, drawn on this device: black on white in the dark too, as wide as the screen allows. */
export const QrPicture = ({ text, label }: { text: string; label: string }) => {
  const source = useMemo(() => {
    const { bytes, side } = qrPng(text);
    return { uri: `data:image/png;base64,${encodeBase64(bytes)}`, width: side, height: side };
  }, [text]);
  return (
    <View style={{ width: "100%", maxWidth: 438, aspectRatio: 1, alignSelf: "center" }}>
      <Image
        source={source}
        alt={label}
        accessible
        accessibilityLabel={label}
        resizeMode="contain"
        style={{ width: "100%", height: "100%" }}
      />
    </View>
  );
};
