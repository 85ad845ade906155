const METHODS = "get,put,post,delete,options,head,patch,trace";

/** Names for the places rules speak of; `given: "#Operation"` stands for each of its paths. */
export const givenAliases: Readonly<Record<string, readonly string[]>> = {
  Operation: [`$.paths[*][${METHODS}]`],
  PathItem: ["$.paths[*]"],
  Response: [`$.paths[*][${METHODS}].responses[*]`, "$.components.responses[*]"],
  /** Messages where they are written out; a channel that only refers to one is not a second place. */
  Message: ["$.components.messages[*]", "$.channels[*].messages[?(!@.$ref)]"],
  Channel: ["$.channels[*]"],
};

/** Writes an alias out; a path without one is returned as it is. */
export function expandGiven(given: string): readonly string[] {
  const match = /^#([A-Za-z]+)(.*)$/.exec(given);
  if (match === null) return [given];
  const paths = givenAliases[match[1] ?? ""];
  if (paths === undefined) throw new Error(`given ${given}: there is no alias #${match[1]}`);
  return paths.map((path) => `${path}${match[2] ?? ""}`);
}
