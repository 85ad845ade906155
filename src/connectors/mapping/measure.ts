const DEPTH_MAX = 32;
const VALUES_MAX = 20_000;
const CHARACTERS_MAX = 262_144;

/** Why a mapped document is too much to be sent; undefined when it is not. Stops at the first excess. */
export function measure(document: unknown): string | undefined {
  let values = 0;
  let characters = 0;
  const exceeds = (value: unknown, depth: number): string | undefined => {
    if (depth > DEPTH_MAX) return `gives a document deeper than ${DEPTH_MAX}`;
    if (++values > VALUES_MAX) return `gives more than ${VALUES_MAX} values`;
    if (typeof value === "string") characters += value.length;
    if (characters > CHARACTERS_MAX) return `gives more than ${CHARACTERS_MAX} characters`;
    if (typeof value === "function") return "gives a function and no value";
    if (typeof value !== "object" || value === null) return undefined;
    for (const [name, member] of Object.entries(value)) {
      characters += Array.isArray(value) ? 0 : name.length;
      const excess = exceeds(member, depth + 1);
      if (excess !== undefined) return excess;
    }
    return undefined;
  };
  return exceeds(document, 0);
}
