import { notFound, type DeskPage } from "#src/console/desk.ts";

/** Only the treasury's people, and never among test figures: rails know no test bills. */
export const forTreasury =
  (show: DeskPage): DeskPage =>
  (desk) =>
    desk.treasury && !desk.scope.test ? show(desk) : notFound(desk);
