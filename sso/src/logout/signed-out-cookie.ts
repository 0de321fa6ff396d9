/** Which session just ended in this browser, for the page after it; ten minutes long. */
export const signedOutCookie = (secure: boolean) => ({
  name: "sso_signed_out",
  path: "/session/end",
  maxAge: 600_000,
  httpOnly: true,
  sameSite: "lax" as const,
  secure,
});
