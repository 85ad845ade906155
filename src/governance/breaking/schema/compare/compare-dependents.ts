import type { SchemaPair } from "./schema-pair.js";

/** Members and schemas that the presence of a member brings with it. */
export function compareDependents(pair: SchemaPair): void {
  for (const [name, needs] of pair.b.dependentRequired)
    for (const [need, pointer] of needs) compareDependentRequired(pair, name, need, pointer);
  for (const name of pair.b.dependentSchemas.keys()) compareDependentSchemas(pair, name);
}

function compareDependentRequired(pair: SchemaPair, name: string, need: string, pointer: string): void {
  const { a } = pair;
  if (a.required.has(need) || a.dependentRequired.get(name)?.has(need) === true || name === need) return;
  pair.gap({ rule: "dependent-required", a: { pointer: a.pointer }, b: { pointer }, subjects: [name, need] });
}

function compareDependentSchemas(pair: SchemaPair, name: string): void {
  const { a, b } = pair;
  const wanted = b.dependentSchemas.get(name) ?? [];
  const own = a.dependentSchemas.get(name);
  const presence = { pointer: a.pointer, value: { required: [name] }, label: `has ${name}` };
  const answer = pair.proves([...a.sources, ...(own ?? []), presence], wanted);
  if (answer === "yes") return;
  const doubt = answer === "no" ? {} : { doubt: "it cannot be decided whether the dependent schema already holds" };
  pair.gap({
    rule: "dependent-schemas",
    a: { pointer: own?.[0]?.pointer ?? a.pointer },
    b: { pointer: wanted[0]?.pointer ?? b.pointer },
    subjects: [name],
    ...doubt,
  });
}
