import { useCallback, useEffect, useState } from "react";
import { AppState } from "react-native";
import type { z } from "zod";
import type { Asked } from "../core/asked.ts";
import { readKept, seeNow, type Seen } from "../core/kept.ts";
import type { Store } from "../core/store.ts";
import { outage } from "../platform/keeping.ts";

type Entry<S extends z.ZodType> = Readonly<{ store: Store; name: string; schema: S }>;

/**
 * What a screen shows: what is kept at once, then what the portal says now. Asked again by
 * `again`, and when the person comes back to the app: they may have paid in the browser.
 */
export const useSeen = <S extends z.ZodType>(
  { store, name, schema }: Entry<S>,
  load: () => Promise<Asked<z.infer<S>>>,
): { seen: Seen<z.infer<S>> | undefined; busy: boolean; again: () => void } => {
  const [seen, setSeen] = useState<Seen<z.infer<S>>>();
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    let current = true;
    const show = async (): Promise<void> => {
      setBusy(true);
      const kept = await readKept(store, name, schema);
      if (current && kept) setSeen({ ok: true, ...kept });
      const now = await seeNow({ store, outage, nowMs: () => Date.now() }, { name, schema }, load);
      if (!current) return;
      setSeen(now);
      setBusy(false);
    };
    void show();
    return () => {
      current = false;
    };
  }, [store, name, schema, load, round]);

  useEffect(() => {
    const heard = AppState.addEventListener("change", (state) => {
      if (state === "active") again();
    });
    return () => heard.remove();
  }, [again]);

  return { seen, busy, again };
};
