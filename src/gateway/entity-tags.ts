/** What If-Match asks for: any stored version (`*`), or one of the versions listed; an empty list matches none. */
export type VersionCondition = "*" | readonly number[];

/** RFC 9110 §8.8.3; `W/` marks a weak tag. A comma may stand inside the quotes. */
const ENTITY_TAG = /(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;
/** An entity tag of ours is the version in quotes, written without leading zeros. */
const VERSION = /^"(0|[1-9][0-9]{0,8})"$/;

/**
 * The versions an If-Match header names (RFC 9110 §13.1.1). It asks for strong comparison, so weak tags match nothing,
 * and neither do tags that this gateway cannot have given.
 */
export function readIfMatch(header: unknown): VersionCondition | undefined {
  if (typeof header !== "string") return undefined;
  if (header.trim() === "*") return "*";
  return [...header.matchAll(ENTITY_TAG)].flatMap(([, weak, tag = ""]) => {
    const version = weak === undefined ? VERSION.exec(tag)?.[1] : undefined;
    return version === undefined ? [] : [Number(version)];
  });
}

/**
 * Whether an If-None-Match header names the entity tag, or any with `*` (RFC 9110 §13.1.2). It asks for weak comparison:
 * `W/` does not count.
 * @param entityTag with its quotes
 */
export function isNamedByIfNoneMatch(header: unknown, entityTag: string): boolean {
  if (typeof header !== "string") return false;
  if (header.trim() === "*") return true;
  return [...header.matchAll(ENTITY_TAG)].some(([, , tag]) => tag === entityTag);
}
