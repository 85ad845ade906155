import { dereference } from "./reading/dereference.js";
import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { isAnchored, linearMatcher } from "./reading/patterns.js";
import { isOfType, schemaPlaces } from "./reading/schema-places.js";
import { objectOf, type Path } from "./reading/values.js";

const IDENTIFIER = /(Number|Code|Id)$/;

/** Patterns cover the whole text and run in linear time; identifiers have one. */
export default function patternAnchored(target: unknown): Judgement {
  const places = schemaPlaces(target);
  const patterned = places.filter(({ schema }) => typeof schema["pattern"] === "string");
  const identifiers = places.flatMap(({ schema, path }) => identifiersOf(target, schema, path));
  const results = [
    ...patterned.flatMap(({ schema, path }) => judgePattern(String(schema["pattern"]), [...path, "pattern"])),
    ...identifiers
      .filter(({ schema }) => !isConstrained(schema))
      .map(({ name, path }) => ({ message: `the identifier ${name} has no pattern, enum, const or format`, path })),
  ];
  return judgement(results, patterned.length + identifiers.length);
}

function judgePattern(pattern: string, path: Path): Result[] {
  if (linearMatcher(pattern) === undefined) {
    return [
      { message: `${pattern} needs a backtracking engine (look-around or back-reference) or is no pattern`, path },
    ];
  }
  return isAnchored(pattern) ? [] : [{ message: `${pattern} does not cover the whole text with ^ and $`, path }];
}

function identifiersOf(
  root: unknown,
  schema: Readonly<Record<string, unknown>>,
  path: Path,
): { name: string; schema: Readonly<Record<string, unknown>>; path: Path }[] {
  return Object.entries(objectOf(schema["properties"]))
    .filter(([name]) => IDENTIFIER.test(name))
    .map(([name, property]) => ({ name, located: dereference(root, property, [...path, "properties", name]) }))
    .map(({ name, located }) => ({ name, schema: objectOf(located.value), path: located.path }))
    .filter((identifier) => isOfType(identifier.schema, "string"));
}

function isConstrained(schema: Readonly<Record<string, unknown>>): boolean {
  return ["pattern", "enum", "const", "format"].some((keyword) => schema[keyword] !== undefined);
}
