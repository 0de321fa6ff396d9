import { Slot } from "expo-router";
import { StatusBar } from "expo-status-bar";
import { useEffect } from "react";
import { SafeAreaProvider } from "react-native-safe-area-context";
import { keepShell } from "../src/platform/offline-shell";
import { SessionProvider } from "../src/ui/session-context.tsx";

export default function Layout() {
  useEffect(keepShell, []);
  return (
    <SafeAreaProvider>
      <SessionProvider>
        <StatusBar style="light" />
        <Slot />
      </SessionProvider>
    </SafeAreaProvider>
  );
}
