/** The lane that an institution's test bills are kept in, apart from every real figure. */
export const testLane = (institution: string): string => `${institution}-test`;
export const isTestLane = (institution: string): boolean => institution.endsWith("-test");
