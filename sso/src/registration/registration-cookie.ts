/** The cookie by which a browser goes on with the registration it began. */
export const registrationCookie = "sso_register";
