import type { BrowserContext, CDPSession, Page } from "playwright-core";

/** A device that makes and keeps passkeys, as Chromium plays one (WebDriver's virtual one). */
export type Device = Readonly<{
  /** Whether its owner's finger or PIN is right. */
  verify: (right: boolean) => Promise<void>;
  /** All that it keeps, private keys included. */
  keys: () => Promise<Key[]>;
  /** Puts a key into it, also one that another device made. */
  put: (key: Key) => Promise<void>;
  clear: () => Promise<void>;
}>;

type Key = Readonly<{
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}>;

/** Plugs a device into a page's browser; `synced` ones are of a maker that copies their keys. */
export const plugIn = async (
  context: BrowserContext,
  page: Page,
  { synced = false, hasVerification = true } = {},
): Promise<Device> => {
  const cdp: CDPSession = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: hasVerification,
      isUserVerified: hasVerification,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  return {
    verify: async (right) => {
      await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: right });
    },
    keys: async () =>
      (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials as Key[],
    put: async (credential) => {
      await cdp.send("WebAuthn.addCredential", { authenticatorId, credential });
    },
    clear: async () => {
      await cdp.send("WebAuthn.clearCredentials", { authenticatorId });
    },
  };
};
