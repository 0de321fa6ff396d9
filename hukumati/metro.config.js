const { getDefaultConfig } = require("expo/metro-config");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const config = getDefaultConfig(__dirname);

// The pure packages are linked from the repository: Metro must see their files, and find what
// they import (zod, libphonenumber-js) in this app's own node_modules.
config.watchFolders = ["country", "kit", "services"].map((folder) => path.join(root, folder));
config.resolver.nodeModulesPaths = [path.join(__dirname, "node_modules")];
config.resolver.disableHierarchicalLookup = false;

module.exports = config;
