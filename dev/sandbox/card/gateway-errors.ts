/** The gateway's error object (REST API, "Error response"). */
export type GatewayError = {
  status: 400 | 401 | 503;
  cause: "INVALID_REQUEST" | "REQUEST_REJECTED" | "SERVER_BUSY";
  explanation: string;
  field?: string;
  validationType?: "INVALID" | "MISSING" | "UNSUPPORTED";
};

export const invalidField = (field: string, explanation: string): GatewayError => ({
  status: 400,
  cause: "INVALID_REQUEST",
  explanation,
  field,
  validationType: "INVALID",
});

export const invalidRequest = (explanation: string): GatewayError => ({
  status: 400,
  cause: "INVALID_REQUEST",
  explanation,
});

export const orderNotFound = (orderId: string, merchantId: string): GatewayError =>
  invalidRequest(`Unable to find order '${orderId}' for merchant '${merchantId}'.`);

export const invalidCredentials: GatewayError = {
  status: 401,
  cause: "INVALID_REQUEST",
  explanation: "Invalid credentials.",
};

/** The body that goes with an error. */
export function errorBody(error: GatewayError) {
  const { status: _status, ...object } = error;
  return { error: object, result: "ERROR" as const };
}
