import { useCallback, useEffect, useState } from "react";
import type { Asked } from "../core/applications.ts";

/** What was asked for: undefined while it loads; `again` asks once more. */
export const useAsked = <T>(
  load: () => Promise<Asked<T>>,
): { asked: Asked<T> | undefined; again: () => void } => {
  const [asked, setAsked] = useState<Asked<T>>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setAsked(undefined);
    void load().then((answer) => {
      if (current) setAsked(answer);
    });
    return () => {
      current = false;
    };
  }, [load, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { asked, again };
};
