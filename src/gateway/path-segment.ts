import { InterlockError } from "../kernel/problem.js";
import { PATH_PARAMETER_LENGTH_MAX } from "../platform/http/error-mapping.js";
import { httpProblems } from "../platform/http/public.js";

/** One part of a path between slashes. `rank` sorts the more specific one first. */
export type PathSegment =
  | { readonly kind: "text"; readonly rank: "0"; readonly text: string }
  | {
      readonly kind: "pattern";
      readonly rank: "1" | "2";
      /** Writes the decoded parameters of the part; false when it does not fit. */
      read(part: string, params: Record<string, string>): boolean;
    };

/** Reads `orders`, `{plantCode}` or `{id}:release`. A parameter before a colon ends at it. */
export function compileSegment(template: string): PathSegment {
  const names = [...template.matchAll(/\{([A-Za-z0-9_]+)\}/g)].map((match) => match[1] ?? "");
  const [only] = names;
  if (only === undefined) return { kind: "text", rank: "0", text: template };
  if (template === `{${only}}`) return { kind: "pattern", rank: "2", read: (part, params) => put(params, only, part) };
  const source = template
    .split(/(\{[A-Za-z0-9_]+\}:?)/)
    .map((piece) => (piece.startsWith("{") ? (piece.endsWith(":") ? "([^:]+):" : "(.+)") : escapeText(piece)))
    .join("");
  const pattern = new RegExp(`^${source}$`);
  const read = (part: string, params: Record<string, string>): boolean => {
    const match = pattern.exec(part);
    return match !== null && names.every((name, index) => put(params, name, match[index + 1] ?? ""));
  };
  return { kind: "pattern", rank: "1", read };
}

/** @throws InterlockError URL_MALFORMED for a percent-encoding that is not UTF-8. */
export function decodeSegment(part: string): string {
  if (!part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    const detail = "The address has a percent-encoding that is not UTF-8; percent-encode the UTF-8 bytes of each part.";
    throw new InterlockError(httpProblems.URL_MALFORMED, { detail });
  }
}

function put(params: Record<string, string>, name: string, part: string): boolean {
  const value = decodeSegment(part);
  if (value.length > PATH_PARAMETER_LENGTH_MAX) {
    const detail = `A path parameter is longer than ${PATH_PARAMETER_LENGTH_MAX} characters; send a shorter one.`;
    throw new InterlockError(httpProblems.URL_MALFORMED, { detail });
  }
  params[name] = value;
  return true;
}

const escapeText = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
