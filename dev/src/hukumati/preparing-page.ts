import type { PreviewState } from "./preview.ts";

const TEXTS = {
  preparing: {
    ar: "تطبيق حكومتي قيد التحضير على هذا الجهاز. تُحدَّث هذه الصفحة وحدها.",
    en: "The Hukumati app is being prepared on this machine. This page refreshes by itself.",
  },
  failed: {
    ar: "تعذّر تحضير تطبيق حكومتي. السبب مكتوب في نافذة الأوامر.",
    en: "The Hukumati app could not be prepared. The reason stands in the terminal.",
  },
} as const;

/** The page shown at the app's address until its web preview is built. */
export function preparingPage(state: Exclude<PreviewState, "ready">): string {
  const { ar, en } = TEXTS[state];
  const refresh = state === "preparing" ? '<meta http-equiv="refresh" content="4">' : "";
  return `<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}
<title>حكومتي</title>
</head>
<body>
<main>
<h1>حكومتي</h1>
<p>${ar}</p>
<p lang="en" dir="ltr">${en}</p>
</main>
</body>
</html>
`;
}
