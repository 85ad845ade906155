/** Opaque place in a list: the sort values of the last row given. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * @param shapes what each value must look like; it keeps a made-up cursor from being an error of the database
 * @returns undefined when the text is not a cursor of such a list
 */
export function parseCursor(cursor: string, shapes: readonly RegExp[]): readonly string[] | undefined {
  const values = parseValues(Buffer.from(cursor, "base64url").toString("utf8"));
  const isCursor = values.length === shapes.length && shapes.every((shape, index) => shape.test(values[index] ?? ""));
  return isCursor ? values : undefined;
}

function parseValues(text: string): readonly string[] {
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) && values.every((value) => typeof value === "string") ? values : [];
  } catch {
    return [];
  }
}
