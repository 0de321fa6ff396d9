import { localTime } from "@gov/country/time-zone.ts";
import { collectedByCurrency, lastDays } from "./collected.ts";
import { countWaiting, listCollected, listCurrencySums } from "./console-queries.ts";
import { listOpenBreaks, listPaymentsOfToday } from "./console-queries.ts";
import type { ConsoleApp } from "./desk.ts";
import { overviewPage } from "./overview-page.ts";

export const addOverviewRoutes = (app: ConsoleApp): void => {
  app.get("/console", async ({ c, db, scope, frame }) => {
    const today = localTime(new Date()).date;
    const [payments, collected, sums, breaks, waiting] = await Promise.all([
      listPaymentsOfToday(db, scope),
      listCollected(db, scope),
      listCurrencySums(db, scope),
      listOpenBreaks(db, scope),
      countWaiting(db, scope),
    ]);
    const series = collectedByCurrency(collected, lastDays(today));
    const input = { today, payments, collected: series, sums, breaks, waiting };
    return c.html(overviewPage(frame, input));
  });
};
