/** What an act needs to know beyond whom it is about. */
export type WishDetail = Readonly<{
  /** The roles that are handed out or taken; those at the new institution for a move. */
  roles?: readonly string[];
  /** Where a move leads. */
  to?: string;
  /** The last day of work, `2026-11-26`; without it the employee leaves now. */
  on?: string;
}>;

/** Something that somebody wants done with an employee's account. */
export type Wish =
  | Readonly<{ act: "grant" | "revoke"; roles: readonly string[] }>
  | Readonly<{ act: "move"; to: string; roles: readonly string[] }>
  | Readonly<{ act: "leave"; on?: string | undefined }>
  | Readonly<{ act: "suspend" | "resume" | "stay" | "reset" | "return" }>;

export const detailOf = (wish: Wish): WishDetail => {
  switch (wish.act) {
    case "grant":
    case "revoke":
      return { roles: wish.roles };
    case "move":
      return { roles: wish.roles, to: wish.to };
    case "leave":
      return wish.on === undefined ? {} : { on: wish.on };
    case "suspend":
    case "resume":
    case "stay":
    case "reset":
    case "return":
      return {};
  }
};

/** The wish behind a request that was kept. */
export const wishOf = (
  act: "grant" | "revoke" | "move" | "resume" | "leave" | "reset",
  detail: WishDetail,
): Wish => {
  const { roles = [], to = "", on } = detail;
  switch (act) {
    case "grant":
    case "revoke":
      return { act, roles };
    case "move":
      return { act, roles, to };
    case "leave":
      return { act, on };
    case "resume":
    case "reset":
      return { act };
  }
};
