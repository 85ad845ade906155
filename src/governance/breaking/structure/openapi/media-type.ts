/** A media type or range (RFC 9110 §8.3.1, §12.5.1) in comparable form. */
interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: string;
}

/** Lower-case, parameters sorted; `charset=utf-8` is left out because it is what everybody sends anyway. */
function parse(text: string): MediaType {
  const [essence = "", ...parameters] = text.toLowerCase().split(";");
  const [type = "", subtype = ""] = essence.trim().split("/");
  const kept = parameters.map((parameter) => parameter.replaceAll(/[\s"]/g, ""));
  return {
    type,
    subtype,
    parameters: kept
      .filter((parameter) => parameter !== "charset=utf-8")
      .toSorted()
      .join(";"),
  };
}

function isSame(left: MediaType, right: MediaType): boolean {
  return left.type === right.type && left.subtype === right.subtype && left.parameters === right.parameters;
}

/** Whether every message of the second kind is also one of the first (`application/*` covers `application/json`). */
function covers(range: MediaType, other: MediaType): boolean {
  const isTypeCovered = range.type === "*" || range.type === other.type;
  const isSubtypeCovered = range.subtype === "*" || range.subtype === other.subtype;
  return isTypeCovered && isSubtypeCovered && (range.parameters === "" || range.parameters === other.parameters);
}

/** The name among `candidates` that stands for `name`: the same type, else the narrowest that covers it. */
export function mediaTypeCounterpart(name: string, candidates: readonly string[]): string | undefined {
  const wanted = parse(name);
  const same = candidates.find((candidate) => isSame(parse(candidate), wanted));
  const covering = candidates.filter((candidate) => covers(parse(candidate), wanted));
  return same ?? covering.toSorted((left, right) => stars(left) - stars(right) || left.localeCompare(right, "en"))[0];
}

function stars(name: string): number {
  return name.split("*").length;
}

export function isMediaRange(name: string): boolean {
  return name.includes("*");
}

/** Forms whose parts OpenAPI describes by an Encoding Object. */
export function hasEncoding(name: string): boolean {
  const { type, subtype } = parse(name);
  return type === "multipart" || subtype === "x-www-form-urlencoded";
}
