import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { FindingList } from "../finding-list.js";
import { B2MML_PROBLEMS } from "../problems.js";
import { buildTree, CDATA_NODE, type ParsedNode, TEXT_NODE } from "./build-tree.js";
import type { XmlElement } from "./xml-element.js";

/**
 * Largest file that is read, some 400 orders. The parser runs to its end in one go, and nothing else of the process may
 * wait for it longer than a fraction of a second.
 */
export const FILE_BYTES_MAX = 1_048_576;
/** Deepest nesting; B2MML's own segments stay below 20. */
export const ELEMENT_DEPTH_MAX = 64;

const DOCUMENT_TYPE = /<!\s*(DOCTYPE|ENTITY)/i;
/** Control characters outside the Char production of XML 1.0 §2.2, which the parser lets through. */
const FORBIDDEN_CHARACTER = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/u;
const DECLARED_ENCODING = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/;

/** What the parser says at ELEMENT_DEPTH_MAX; it has no error class for it. */
const TOO_DEEP = /nested tags/i;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA_NODE,
  textNodeName: TEXT_NODE,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: ELEMENT_DEPTH_MAX,
});

/** The root element of a file, or undefined with one ERROR that says why the file cannot be read as XML. */
export function readXml(bytes: Uint8Array, findings: FindingList): XmlElement | undefined {
  if (bytes.byteLength > FILE_BYTES_MAX) return refuseSize(findings);
  const text = decodeUtf8(bytes, findings);
  if (text === undefined) return undefined;
  if (DOCUMENT_TYPE.test(text)) return refuseDocumentType(findings);
  const fault = faultOf(text);
  return fault === undefined ? parse(text, findings) : refuseSyntax(fault, findings);
}

function parse(text: string, findings: FindingList): XmlElement | undefined {
  try {
    const roots = buildTree(parser.parse(text) as readonly ParsedNode[]);
    return roots.length === 1 ? roots[0] : refuseSyntax(`it has ${roots.length} root elements`, findings);
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return TOO_DEEP.test(fault) ? refuseDepth(findings) : refuseSyntax(fault, findings);
  }
}

/** A leading byte order mark is accepted and dropped by the decoder. */
function decodeUtf8(bytes: Uint8Array, findings: FindingList): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const encoding = DECLARED_ENCODING.exec(text)?.[1];
    if (encoding === undefined || ["utf-8", "us-ascii"].includes(encoding.toLowerCase())) return text;
    return refuseSyntax(`it declares the encoding ${encoding}`, findings);
  } catch {
    return refuseSyntax("it has bytes that are not UTF-8", findings);
  }
}

/** The parser itself repairs broken markup, so the file is checked before it is parsed. */
function faultOf(text: string): string | undefined {
  if (FORBIDDEN_CHARACTER.test(text)) return "it has a control character";
  // oxlint-disable-next-line typescript/no-deprecated -- its successor is a package of its own: one dependency more.
  const result = XMLValidator.validate(text);
  return result === true ? undefined : `line ${result.err.line}: ${result.err.msg}`;
}

function refuseSize(findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_TOO_LARGE.code,
    message: `The file has more than ${FILE_BYTES_MAX} bytes.`,
    pointer: "",
    fix: "Split the file by order.",
  });
}

function refuseDepth(findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_TOO_LARGE.code,
    message: `The file nests deeper than ${ELEMENT_DEPTH_MAX} elements.`,
    pointer: "",
    fix: "Nest segments at most as deep as the routing has levels.",
  });
}

function refuseDocumentType(findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_DTD_FORBIDDEN.code,
    message: "The file declares a document type or an entity; such files are never read.",
    pointer: "",
    fix: "Send the file without <!DOCTYPE>.",
  });
}

function refuseSyntax(fault: string, findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_NOT_WELL_FORMED.code,
    message: `The file is not well-formed XML in UTF-8: ${fault.slice(0, 300)}`,
    pointer: "",
    fix: "Mend the file where it is made and send it again.",
  });
}
