type Claims = Readonly<Record<string, unknown>>;

/** Members from the claims down to a value, such as `["resource_access", "interlock", "roles"]`. */
export type ClaimPath = readonly string[];

/** Reads own members only: a path must not reach what every object inherits. */
export function claimAt(claims: Claims, path: ClaimPath): unknown {
  let value: unknown = claims;
  for (const member of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, member)) {
      return undefined;
    }
    value = (value as Claims)[member];
  }
  return value;
}

/** A list of texts, one text, or nothing; a list with anything else in it counts as nothing. */
export function textsAt(claims: Claims, path: ClaimPath): readonly string[] {
  const value = claimAt(claims, path);
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : [];
}
