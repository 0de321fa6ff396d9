import type { Node } from "./syntax.ts";

/** The parts that a part of an expression is made of. */
export const partsOf = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case "literal":
    case "name":
      return [];
    case "not":
    case "negative":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "in":
      return [node.item, node.list];
    case "if":
      return [node.condition, node.then, node.otherwise];
    case "list":
      return node.items;
    case "range":
      return [node.from, node.to];
    case "call":
      return node.args;
  }
};

/** The names an expression reads, as written, each once. */
export const namesRead = (node: Node): string[] => {
  const found = new Set<string>();
  const walk = (part: Node): void => {
    if (part.kind === "name") found.add(part.name);
    for (const child of partsOf(part)) walk(child);
  };
  walk(node);
  return [...found];
};
