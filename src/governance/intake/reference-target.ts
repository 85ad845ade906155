import { posix } from "node:path";
import type { IntakeCode } from "./intake-finding.js";

/** Where a reference points: a file of the bundle and a JSON pointer in it. */
export interface ReferenceTarget {
  readonly file: string;
  readonly pointer: string;
}

/** Why a reference is not followed. */
export interface ReferenceRefusal {
  readonly code: IntakeCode;
  readonly message: string;
  readonly fix: string;
}

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/**
 * Resolves a reference (RFC 3986, RFC 6901) against the file it stands in. Only relative references that stay inside
 * the bundle have a target: nothing is fetched, and no path leaves the root.
 */
export function referenceTarget(reference: string, from: string): ReferenceTarget | ReferenceRefusal {
  const hash = reference.indexOf("#");
  const path = hash < 0 ? reference : reference.slice(0, hash);
  const pointer = decoded(hash < 0 ? "" : reference.slice(hash + 1));
  const file = decoded(path);
  if (pointer === undefined || file === undefined) return refuseSyntax(reference);
  if (SCHEME.test(path) || SCHEME.test(file) || file.startsWith("//") || file.startsWith("\\\\")) {
    return refuseExternal(reference);
  }
  if (file.includes("\\") || file.includes("\0") || file.startsWith("/")) return refuseOutside(reference);
  if (pointer !== "" && !pointer.startsWith("/")) return refuseAnchor(reference);
  if (file === "") return { file: from, pointer };
  const resolved = posix.normalize(posix.join(posix.dirname(from), file));
  return resolved === ".." || resolved.startsWith("../") ? refuseOutside(reference) : { file: resolved, pointer };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function refuseExternal(reference: string): ReferenceRefusal {
  return {
    code: "EXTERNAL_REF",
    message: `The reference ${reference} leaves the bundle; nothing is fetched or read from elsewhere.`,
    fix: "Copy the description into a file of the bundle and refer to it by a relative path.",
  };
}

function refuseOutside(reference: string): ReferenceRefusal {
  return {
    code: "REF_OUTSIDE_BUNDLE",
    message: `The reference ${reference} points outside the root folder of the bundle.`,
    fix: "Move the file below the root folder, or name a folder that holds both: `interlock lint` and `diff` take --root.",
  };
}

function refuseAnchor(reference: string): ReferenceRefusal {
  return {
    code: "REF_UNRESOLVED",
    message: `The reference ${reference} names an anchor; only JSON pointers are followed.`,
    fix: "Write the fragment as a JSON pointer, for example #/components/schemas/Order.",
  };
}

function refuseSyntax(reference: string): ReferenceRefusal {
  return {
    code: "REF_UNRESOLVED",
    message: `The reference ${reference} is not a valid URI reference.`,
    fix: "Percent-encode it as RFC 3986 says, or leave the percent sign out.",
  };
}
