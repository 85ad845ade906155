const PREDEFINED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));/g;

/** The text names an entity or character that XML without a document type does not have. */
export class UnknownReferenceError extends Error {
  override readonly name = "UnknownReferenceError";
}

/**
 * Replaces the five predefined entities and character references (XML 1.0 §4.6, §4.1). The parser leaves them alone,
 * so that no entity a file declares can ever be expanded.
 * @throws UnknownReferenceError
 */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (reference, hexadecimal?: string, decimal?: string, name?: string) => {
    const character = name === undefined ? fromCodePoint(hexadecimal, decimal) : PREDEFINED[name];
    if (character === undefined) throw new UnknownReferenceError(`${reference} is not a reference of plain XML`);
    return character;
  });
}

function fromCodePoint(hexadecimal: string | undefined, decimal: string | undefined): string | undefined {
  const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return isXmlCharacter(codePoint) ? String.fromCodePoint(codePoint) : undefined;
}

/** Char production of XML 1.0 §2.2. */
function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x9 || codePoint === 0xa || codePoint === 0xd;
  if (codePoint > 0xd7ff && codePoint < 0xe000) return false;
  return codePoint <= 0x10ffff && codePoint !== 0xfffe && codePoint !== 0xffff;
}
