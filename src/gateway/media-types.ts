const JSON_TYPE = "application/json";
/** The only parameter that may stand behind application/json; JSON itself knows none (RFC 8259 §11). */
const JSON_IN_UTF8 = /^application\/json[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i;

/** True for `application/json`, also with charset=utf-8. */
export function isJsonContentType(header: string | undefined): boolean {
  return header !== undefined && (header === JSON_TYPE || JSON_IN_UTF8.test(header));
}

const LINES_IN_UTF8 = /^application\/x-ndjson[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i;

/** True for `application/x-ndjson`, also with charset=utf-8. */
export function isLinesContentType(header: string | undefined): boolean {
  return header !== undefined && LINES_IN_UTF8.test(header);
}

/** True unless the Accept header excludes application/json (RFC 9110 §12.5.1); the most specific range decides. */
export function acceptsJson(header: string | undefined): boolean {
  if (header === undefined || header === "" || header === "*/*" || header === JSON_TYPE) return true;
  let best = { specificity: -1, isAccepted: false };
  for (const range of header.split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const specificity = specificityOf(type);
    if (specificity > best.specificity) best = { specificity, isAccepted: weightOf(parameters) > 0 };
  }
  return best.isAccepted;
}

/** -1 when the range does not cover application/json. */
function specificityOf(range: string): number {
  return ["*/*", "application/*", JSON_TYPE].indexOf(range);
}

function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  return weight === undefined ? 1 : Number(weight.slice(2));
}
