import { RefusedPayload } from "../refused-payload.js";

/** An element with text, with elements inside, or, when it is undefined, one that is left out. */
export type XmlContent = string | readonly (XmlNode | undefined)[];

export interface XmlNode {
  readonly name: string;
  readonly content: XmlContent;
}

/** An element; undefined when there is no text for it. */
export function element(name: string, content: XmlContent | undefined): XmlNode | undefined {
  return content === undefined ? undefined : { name, content };
}

/** Characters outside the Char production of XML 1.0 §2.2. */
const FORBIDDEN_CHARACTER = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]|\p{Cs}/u;

/** A document with the default namespace on its root. @throws RefusedPayload for a character that XML cannot carry */
export function writeXml(root: XmlNode, namespace: string): string {
  const body = childrenOf(root, 1);
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root.name} xmlns="${namespace}">${body}</${root.name}>\n`;
}

function write({ name, content }: XmlNode, depth: number): string {
  const indent = `\n${"  ".repeat(depth)}`;
  if (typeof content === "string") return `${indent}<${name}>${escape(content)}</${name}>`;
  const inside = childrenOf({ name, content }, depth + 1);
  return inside === "" ? `${indent}<${name}/>` : `${indent}<${name}>${inside}</${name}>`;
}

function childrenOf({ content }: XmlNode, depth: number): string {
  if (typeof content === "string") return escape(content);
  const children = content.filter((child) => child !== undefined).map((child) => write(child, depth));
  return children.length === 0 ? "" : `${children.join("")}\n${"  ".repeat(depth - 1)}`;
}

function escape(text: string): string {
  if (FORBIDDEN_CHARACTER.test(text))
    throw new RefusedPayload("MAPPING_MISSING", `"${text}" has a character that XML cannot carry.`);
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
