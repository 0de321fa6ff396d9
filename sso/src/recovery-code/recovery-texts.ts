/** The message to the phone of whoever's recovery code was used: one part of 70 characters. */
export const recoveryNotice = (left: number): string =>
  `استعمل رمز طوارئ للدخول إلى حسابك\nRecovery code used. ${left} left`;
