/** Addresses of one service and of applying for it. */
export const servicePath = (serviceCode: string): string => `/services/${serviceCode}`;
export const applyPath = (serviceCode: string, page = ""): string =>
  page === "" ? `/apply/${serviceCode}` : `/apply/${serviceCode}/${page}`;

/** Page codes that are ours, not the service's (those have no hyphen). */
export const checkPage = "check-answers";
export const savedPage = "draft-saved";
