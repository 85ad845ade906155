import { decodeReferences } from "./decode-references.js";
import { XmlElement } from "./xml-element.js";

export const TEXT_NODE = "#text";
export const CDATA_NODE = "#cdata";
const ATTRIBUTES = ":@";

/** A node as fast-xml-parser gives it with `preserveOrder`: one key with the content, one with the attributes. */
export type ParsedNode = Readonly<Record<string, unknown>>;
type Prefixes = ReadonlyMap<string, string>;

/** A prefix is used that no `xmlns` attribute declares. */
export class UndeclaredPrefixError extends Error {
  override readonly name = "UndeclaredPrefixError";
}

/**
 * Turns the parser's nodes into elements with resolved namespaces (Namespaces in XML 1.0 §6).
 * @throws UndeclaredPrefixError, UnknownReferenceError
 */
export function buildTree(nodes: readonly ParsedNode[]): XmlElement[] {
  return buildSiblings(nodes, new Map([["", ""]]), "");
}

function buildSiblings(nodes: readonly ParsedNode[], prefixes: Prefixes, parent: string): XmlElement[] {
  const elements = nodes.filter((node) => isElementName(nameOf(node)));
  const totals = countBy(elements, nameOf);
  const seen = new Map<string, number>();
  return elements.map((node) => {
    const name = nameOf(node);
    const position = (seen.get(name) ?? 0) + 1;
    seen.set(name, position);
    const step = localName(name) + ((totals.get(name) ?? 0) > 1 ? `[${position}]` : "");
    return buildElement(node, prefixes, `${parent}/${step}`);
  });
}

function buildElement(node: ParsedNode, inherited: Prefixes, pointer: string): XmlElement {
  const name = nameOf(node);
  const attributes = readAttributes(node);
  const prefixes = declaredPrefixes(attributes, inherited);
  const content = contentOf(node, name);
  const prefix = name.includes(":") ? name.slice(0, name.indexOf(":")) : "";
  const namespace = prefixes.get(prefix);
  if (namespace === undefined) throw new UndeclaredPrefixError(`prefix ${prefix} of ${pointer} is not declared`);
  return new XmlElement(
    localName(name),
    namespace,
    attributes,
    textOf(content).trim(),
    buildSiblings(content, prefixes, pointer),
    pointer,
  );
}

function textOf(content: readonly ParsedNode[]): string {
  return content.map(ownText).join("");
}

function ownText(node: ParsedNode): string {
  if (TEXT_NODE in node) return decodeReferences(rawText(node));
  return CDATA_NODE in node ? contentOf(node, CDATA_NODE).map(rawText).join("") : "";
}

function rawText(node: ParsedNode): string {
  const text = node[TEXT_NODE];
  return typeof text === "string" ? text : "";
}

function readAttributes(node: ParsedNode): Record<string, string> {
  const raw = (node[ATTRIBUTES] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, decodeReferences(String(value))]));
}

function declaredPrefixes(attributes: Readonly<Record<string, string>>, inherited: Prefixes): Prefixes {
  const declarations = Object.entries(attributes).filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  if (declarations.length === 0) return inherited;
  return new Map([...inherited, ...declarations.map(([name, uri]) => [name.slice(6), uri] as const)]);
}

const nameOf = (node: ParsedNode): string => Object.keys(node).find((key) => key !== ATTRIBUTES) ?? "";
const contentOf = (node: ParsedNode, name: string): readonly ParsedNode[] =>
  (node[name] ?? []) as readonly ParsedNode[];
const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
const isElementName = (name: string): boolean => name !== "" && !name.startsWith("#") && !name.startsWith("?");

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
