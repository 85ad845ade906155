import { isObject, type Members, objectOf, type Path } from "./values.js";

/** A value with the place it is written at, which differs from where it was asked for when references lie between. */
export interface Located {
  readonly value: unknown;
  readonly path: Path;
}

/** Follows local references, at most 50 of them, since a chain may end in itself. */
export function dereference(root: unknown, value: unknown, path: Path = []): Located {
  let located: Located = { value, path };
  for (let hops = 0; hops < 50; hops += 1) {
    const reference = objectOf(located.value)["$ref"];
    if (typeof reference !== "string" || !reference.startsWith("#")) return located;
    located = locate(root, reference);
  }
  return { value: undefined, path };
}

/** The object behind a place, references followed; empty when there is none. */
export function objectAt(root: unknown, value: unknown): Members {
  return objectOf(dereference(root, value).value);
}

function locate(root: unknown, reference: string): Located {
  const path = reference
    .slice(1)
    .split("/")
    .slice(1)
    .map((token) => decode(token).replaceAll("~1", "/").replaceAll("~0", "~"));
  const value = path.reduce<unknown>((inner, token) => step(inner, token), root);
  return { value, path };
}

function step(value: unknown, token: string): unknown {
  if (Array.isArray(value)) return value[Number(token)];
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
