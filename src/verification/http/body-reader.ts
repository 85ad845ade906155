import { isObject, type JsonObject } from "../content/canonical-json.js";
import { invalidMembers, invalidRequest } from "./refusals.js";

const TEXT_LENGTH_MAX = 500;

/** Reads members of a body, collects every fault, and names all of them at once. Members it does not know are ignored. */
export class BrokerBody {
  readonly #faults: Record<string, string> = {};
  readonly #body: JsonObject;

  /** @throws InterlockError PACT_REQUEST_INVALID when the body is no JSON object */
  constructor(body: unknown) {
    if (body !== undefined && body !== null && !isObject(body)) throw invalidRequest("The body must be a JSON object.");
    this.#body = body ?? {};
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#body, name);
  }

  value(name: string): unknown {
    return this.has(name) ? this.#body[name] : undefined;
  }

  text(name: string, lengthMax = TEXT_LENGTH_MAX): string {
    const value = this.value(name);
    if (typeof value === "string" && value.trim() !== "" && value.length <= lengthMax && !value.includes("\u0000")) {
      return value;
    }
    this.fault(
      name,
      value === undefined || value === null ? "is missing" : `must be text of 1 to ${lengthMax} characters`,
    );
    return "";
  }

  optionalText(name: string, lengthMax = TEXT_LENGTH_MAX): string | undefined {
    const value = this.value(name);
    return value === undefined || value === null || value === "" ? undefined : this.text(name, lengthMax);
  }

  /** Null sets to nothing, absent leaves as it is. */
  settableText(name: string): string | null | undefined {
    return this.has(name) ? (this.optionalText(name) ?? null) : undefined;
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (typeof value !== "boolean") this.fault(name, "must be one of true, false");
    return value === true;
  }

  optionalFlag(name: string, fallback: boolean): boolean {
    return this.value(name) === undefined || this.value(name) === null ? fallback : this.flag(name);
  }

  texts(name: string): readonly string[] {
    const value = this.value(name);
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every((each) => typeof each === "string" && each !== "" && each.length <= 500)) {
      return value as readonly string[];
    }
    this.fault(name, "must be a list of texts");
    return [];
  }

  objects(name: string): readonly BrokerBody[] {
    const value = this.value(name);
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every(isObject)) return value.map((each) => new BrokerBody(each));
    this.fault(name, "must be a list of objects");
    return [];
  }

  fault(name: string, message: string): void {
    this.#faults[name] ??= message;
  }

  /** Faults of a part, such as of one selector, under a name of the whole. */
  adopt(name: string, part: BrokerBody): void {
    for (const [member, message] of Object.entries(part.#faults)) this.fault(name, `${member} ${message}`);
  }

  /** @throws InterlockError PACT_REQUEST_INVALID naming every fault */
  finish(): void {
    if (Object.keys(this.#faults).length > 0) throw invalidMembers(this.#faults);
  }
}
