/** True for a JSON object, as against a list, a scalar or null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `over` laid on `base`: objects are merged member by member, everything else (lists too) is replaced. */
export function mergeDocuments(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const names = new Set([...Object.keys(base), ...Object.keys(over)]);
  // Object.fromEntries defines own members, so that a member named __proto__ stays a member.
  return Object.fromEntries([...names].map((name) => [name, mergeMember(base, over, name)]));
}

function mergeMember(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
  name: string,
): unknown {
  if (!Object.hasOwn(over, name)) return base[name];
  return Object.hasOwn(base, name) ? mergeDocuments(base[name], over[name]) : over[name];
}
