import type { ExpoConfig } from "expo/config";

/**
 * The native build is given its addresses when it is made; the web preview reads `/config.json`
 * beside it, so that one build serves any machine.
 */
const config: ExpoConfig = {
  name: "حكومتي",
  slug: "hukumati",
  version: "0.1.0",
  scheme: "hukumati",
  orientation: "default",
  userInterfaceStyle: "automatic",
  ios: { bundleIdentifier: "ps.gov.hukumati", supportsTablet: true },
  android: {
    package: "ps.gov.hukumati",
    allowBackup: false,
    blockedPermissions: [
      "android.permission.SYSTEM_ALERT_WINDOW",
      "android.permission.READ_EXTERNAL_STORAGE",
      "android.permission.WRITE_EXTERNAL_STORAGE",
    ],
  },
  web: { bundler: "metro", output: "single", lang: "ar", favicon: "./assets/favicon.png" },
  plugins: ["expo-router", "expo-secure-store", "expo-web-browser"],
  extra: {
    supportsRTL: true,
    forcesRTL: false,
    issuer: process.env["HUKUMATI_ISSUER"] ?? "http://localhost:3001",
    portalUrl: process.env["HUKUMATI_PORTAL_URL"] ?? "http://localhost:3000",
  },
};

export default config;
