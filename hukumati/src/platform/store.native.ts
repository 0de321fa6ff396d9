import * as SecureStore from "expo-secure-store";

/** What must survive a restart, kept in the phone's keystore. */
export const readSecret = (key: string): Promise<string | null> => SecureStore.getItemAsync(key);

export const writeSecret = async (key: string, value: string | null): Promise<void> => {
  if (value === null) await SecureStore.deleteItemAsync(key);
  else {
    await SecureStore.setItemAsync(key, value, {
      keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
    });
  }
};
