import { useColorScheme } from "react-native";

const light = {
  paper: "#FBF9F4",
  card: "#FFFFFF",
  ink: "#1B1B18",
  quiet: "#5C594F",
  olive: "#1F5B3F",
  onOlive: "#FFFFFF",
  error: "#9E2A2B",
  border: "#D9D4C7",
  waitsBack: "#FBEFD5",
  waitsInk: "#7A4B00",
  runsBack: "#E6EEE8",
  runsInk: "#1F5B3F",
  badBack: "#F8E3E1",
  badInk: "#7D1F20",
} as const;

export type Theme = { [key in keyof typeof light]: string };

const dark: Theme = {
  paper: "#171713",
  card: "#21211B",
  ink: "#F2EFE6",
  quiet: "#B9B4A5",
  olive: "#8CCBA9",
  onOlive: "#10251A",
  error: "#F0A3A3",
  border: "#45423A",
  waitsBack: "#4A3508",
  waitsInk: "#FFDF9E",
  runsBack: "#1D3A2B",
  runsInk: "#A9DEC2",
  badBack: "#4A1F1F",
  badInk: "#F6C1C1",
};

/** The identity's colours, light or dark as the phone asks. */
export const useTheme = (): Theme => (useColorScheme() === "dark" ? dark : light);
