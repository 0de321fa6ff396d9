const { getDefaultConfig } = require("expo/metro-config");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const config = getDefaultConfig(__dirname);

// The pure packages are linked from the repository: Metro must see their files, and find what
// they import (zod) in this app's own node_modules. Two small packages without dependencies are
// the repository's own, in the versions that its lock names: they read and draw codes.
const shared = ["country", "kit", "services", "node_modules/cborg", "node_modules/qr"];
config.watchFolders = shared.map((folder) => path.join(root, folder));
config.resolver.nodeModulesPaths = [path.join(__dirname, "node_modules")];
config.resolver.disableHierarchicalLookup = false;

module.exports = config;
