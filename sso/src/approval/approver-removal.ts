import type { Removal } from "#src/security/removal-routes.ts";
import { securityTexts } from "#src/security/security-texts.ts";
import { approvalTexts as texts } from "./approval-texts.ts";
import { deleteApprover, listApprovers } from "./approver-queries.ts";

/** Removing apps that approve sign-ins; they add themselves through the API. */
export const approverRemoval: Removal = {
  path: "apps/:id/remove",
  texts: { title: texts.removeTitle, body: texts.removeBody, submit: securityTexts.remove },
  list: listApprovers,
  remove: deleteApprover,
  event: "approver.removed",
  factor: texts.app,
};
