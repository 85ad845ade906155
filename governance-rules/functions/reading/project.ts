import { isObject, type Members, objectOf, type Path, textOf } from "./values.js";

/** One contract among those that are judged together. */
export interface ProjectContract {
  readonly entry: string;
  readonly document: unknown;
}

export interface ProjectResult {
  /** Index of the contract. */
  readonly contract: number;
  readonly path: Path;
  readonly message: string;
}

export interface ProjectJudgement {
  readonly results: readonly ProjectResult[];
  readonly judged: number;
}

/** Object schemas a contract names. */
export function componentsOf(document: unknown): { name: string; schema: Members; path: Path }[] {
  return Object.entries(objectOf(objectOf(objectOf(document)["components"])["schemas"])).flatMap(([name, schema]) =>
    isObject(schema) && isObject(schema["properties"]) ? [{ name, schema, path: ["components", "schemas", name] }] : [],
  );
}

/** True for two major versions of one contract: a new major is where an entity may look different. */
export function isOtherMajor(one: ProjectContract, other: ProjectContract): boolean {
  const [first, second] = [identityOf(one.document), identityOf(other.document)];
  return first.line === second.line && first.major !== second.major;
}

function identityOf(document: unknown): { line: string; major: string } {
  const { openapi, info } = objectOf(document);
  const { title, version } = objectOf(info);
  const kind = openapi === undefined ? "asyncapi" : "openapi";
  return { line: `${kind} ${textOf(title)}`, major: textOf(version).split(".")[0] ?? "" };
}

const ANNOTATIONS = new Set(["description", "title", "example", "examples", "$comment"]);

/** A schema without what does not change what it accepts, as comparable text. */
export function shapeOf(schema: unknown): string {
  return JSON.stringify(stripped(schema, false));
}

/** Names inside `properties` are the author's; only elsewhere are they keywords. */
function stripped(value: unknown, isNameMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => stripped(element, false));
  if (!isObject(value)) return value;
  const kept = Object.keys(value).filter((key) => isNameMap || !(ANNOTATIONS.has(key) || key.startsWith("x-")));
  return Object.fromEntries(
    kept.toSorted().map((key) => [key, stripped(value[key], !isNameMap && key === "properties")]),
  );
}
