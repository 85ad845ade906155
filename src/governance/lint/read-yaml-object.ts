import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { isJsonObject, type JsonObject, type JsonValue } from "../intake/json-value.js";

/** Reads a YAML file of the product itself; contracts go through intake instead. */
export function readYamlObject(file: string): JsonObject {
  const value = parse(readFileSync(file, "utf8")) as JsonValue;
  if (!isJsonObject(value)) throw new Error(`${file} does not hold an object`);
  return value;
}

/** Members of a rule or profile file with their types checked; every message names the file and the member. */
export class FileMembers {
  constructor(
    readonly file: string,
    private readonly members: JsonObject,
  ) {}

  /** Fails on a member that nobody reads, since a mistyped one would silently not count. */
  allowOnly(names: readonly string[]): this {
    const unknown = Object.keys(this.members).filter((name) => !names.includes(name));
    if (unknown.length > 0) throw this.#fault(unknown.join(", "), `is none of ${names.join(", ")}`);
    return this;
  }

  has(name: string): boolean {
    return this.members[name] !== undefined;
  }

  text(name: string): string {
    const value = this.members[name];
    if (typeof value !== "string" || value.trim() === "") throw this.#fault(name, "must be text");
    return value.trim();
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    return this.#member(name, this.text(name), allowed);
  }

  listOf<T extends string>(name: string, allowed: readonly T[]): T[] {
    return this.texts(name).map((value) => this.#member(name, value, allowed));
  }

  texts(name: string): string[] {
    const value = this.members[name];
    const list = typeof value === "string" ? [value] : value;
    if (!Array.isArray(list) || list.length === 0) throw this.#fault(name, "must be a list of texts");
    return list.map((element) => (typeof element === "string" ? element : this.#failText(name)));
  }

  object(name: string): JsonObject {
    const value = this.members[name];
    if (!isJsonObject(value)) throw this.#fault(name, "must be an object");
    return value;
  }

  /** A list of objects; one object alone counts as a list of one. */
  objects(name: string): JsonObject[] {
    const value = this.members[name] ?? [];
    const list = Array.isArray(value) ? value : [value];
    return list.map((element) => (isJsonObject(element) ? element : this.#failText(name)));
  }

  #member<T extends string>(name: string, value: string, allowed: readonly T[]): T {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw this.#fault(name, `must be one of ${allowed.join(", ")}`);
    return found;
  }

  #failText(name: string): never {
    throw this.#fault(name, "has an element of the wrong type");
  }

  #fault(name: string, what: string): Error {
    return new Error(`${this.file}: ${name} ${what}`);
  }
}
