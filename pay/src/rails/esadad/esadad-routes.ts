import { limitBody } from "@gov/kit/body-limit.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { answerMessage, type EsadadOperation } from "./answer-message.ts";
import type { Esadad } from "./esadad.ts";
import { maxMessageBytes } from "./mfep-message.ts";

export const esadadPaths = "/rails/esadad/";

const operations: Readonly<Record<string, EsadadOperation>> = {
  "postpaid/BillPull": "billPull",
  "payment/ReceivePaymentNotification": "paymentNotification",
  "prepaid/PrepaidValidation": "prepaidValidation",
};

/** Where the E-SADAD hub calls us: `POST …?GUID=…`, XML there and back. */
export const addEsadadRoutes = (app: HttpApp, esadad: Esadad): void => {
  const answer = async (
    c: AppContext,
    operation: EsadadOperation,
    bytes: Uint8Array | undefined,
  ): Promise<Response> => {
    const guidInAddress = c.req.query("GUID") ?? c.req.query("guid");
    const { status, xml } = await answerMessage(esadad, { operation, guidInAddress, bytes });
    return c.body(xml, status, { "content-type": "application/xml; charset=utf-8" });
  };
  for (const [path, operation] of Object.entries(operations)) {
    const limit = limitBody({
      maxBytes: maxMessageBytes,
      refuse: (c) => {
        // What is left of the message is not read: the connection cannot be used again.
        c.header("connection", "close");
        return answer(c as AppContext, operation, undefined);
      },
    });
    app.post(`${esadadPaths}${path}`, limit, async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      return await answer(c, operation, bytes);
    });
  }
};
