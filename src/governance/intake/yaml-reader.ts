import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { type IntakeCode, IntakeRefusal, intakeFinding, type LocatedFinding } from "./intake-finding.js";
import type { JsonObject, JsonValue } from "./json-value.js";
import { type PositionRecorder, pointerOf, type SourcePosition } from "./source-position.js";

interface Anchored {
  readonly node: ParsedNode;
  /** Undefined while the node itself is still being read. */
  value?: JsonValue;
  /** Nodes the anchor stands for, aliases inside it written out. */
  size: number;
}

/**
 * Turns composed YAML into plain JSON, remembering where everything stands. An alias shares the value of its anchor, so
 * that a bomb costs nothing to read; what it would cost to write out is counted and refused beyond the limit.
 */
export class YamlReader {
  readonly findings: LocatedFinding[] = [];
  readonly #anchors = new Map<string, Anchored>();
  readonly #path: (string | number)[] = [];
  #nodes = 0;
  #aliasNodes = 0;

  constructor(
    private readonly recorder: PositionRecorder,
    private readonly positionOf: (offset: number) => SourcePosition,
    private readonly aliasNodesMax: number,
  ) {}

  /** @throws IntakeRefusal when aliases multiply beyond the limit or contain themselves. */
  read(node: ParsedNode | null): JsonValue {
    if (node === null) return null;
    if (isAlias(node)) return this.#alias(node.source, node);
    const anchored = "anchor" in node && node.anchor !== undefined ? this.#anchor(node.anchor, node) : undefined;
    const before = this.#nodes;
    this.#nodes += 1;
    const value = this.#value(node);
    if (anchored !== undefined) Object.assign(anchored, { value, size: this.#nodes - before });
    return value;
  }

  #value(node: ParsedNode): JsonValue {
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) return this.#sequence(node);
    return isScalar(node) ? this.#scalar(node) : null;
  }

  #map(map: YAMLMap): JsonObject {
    const value: JsonObject = {};
    const members = new Map<string, SourcePosition>();
    for (const pair of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
      const key = this.#key(pair.key);
      const at = this.#placeOf(pair.key);
      this.#path.push(key);
      if (this.#mayAdd(members, key, at)) {
        members.set(key, at);
        value[key] = this.read(pair.value);
      }
      this.#path.pop();
    }
    this.recorder.record(value, this.#placeOf(map), members);
    return value;
  }

  #mayAdd(members: ReadonlyMap<string, SourcePosition>, key: string, at: SourcePosition): boolean {
    const earlier = members.get(key);
    if (earlier !== undefined) {
      const message = `The key ${key} stands a second time; the first is at line ${earlier.line}.`;
      this.#report("YAML_DUPLICATE_KEY", at, message, "Keep one of the two; readers disagree about which one counts.");
      return false;
    }
    if (key !== "__proto__") return true;
    this.#report("FORBIDDEN_KEY", at, "The key __proto__ is not allowed.", "Give the member another name.");
    return false;
  }

  #key(node: ParsedNode): string {
    if (isScalar(node)) return node.source ?? String(node.value);
    const target = isAlias(node) ? this.#alias(node.source, node) : undefined;
    if (typeof target === "string" || typeof target === "number") return String(target);
    this.#report("YAML_INVALID", this.#placeOf(node), "A key must be text.", "Write the key as a plain word.");
    return "?";
  }

  #sequence(sequence: YAMLSeq): JsonValue[] {
    const members = new Map<string, SourcePosition>();
    const value = (sequence.items as ParsedNode[]).map((item, index) => {
      members.set(String(index), this.#placeOf(item));
      this.#path.push(index);
      const element = this.read(item);
      this.#path.pop();
      return element;
    });
    this.recorder.record(value, this.#placeOf(sequence), members);
    return value;
  }

  #scalar(scalar: Scalar): JsonValue {
    const { value } = scalar;
    if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
    // Nothing else comes from the core schema of YAML 1.2; a tag of its own keeps its text.
    if (typeof value !== "number") return scalar.source ?? "";
    if (!Number.isFinite(value)) this.#reportNumber(scalar, `${scalar.source} is no JSON number.`, "ERROR");
    else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      this.#reportNumber(scalar, `${scalar.source} is beyond 2^53 and cannot be kept exactly.`, "WARN");
    }
    return value;
  }

  #anchor(name: string, node: ParsedNode): Anchored {
    const anchored: Anchored = { node, size: 0 };
    this.#anchors.set(name, anchored);
    return anchored;
  }

  #alias(name: string, node: ParsedNode): JsonValue {
    const anchored = this.#anchors.get(name);
    if (anchored?.value === undefined) {
      const message =
        anchored === undefined ? `There is no anchor &${name} before *${name}.` : `*${name} contains itself.`;
      throw this.#refusal("YAML_INVALID", node, message, "Write the value out or refer to a component with $ref.");
    }
    this.#nodes += anchored.size;
    this.#aliasNodes += anchored.size;
    if (this.#aliasNodes <= this.aliasNodesMax) return anchored.value;
    const message = `The aliases stand for more than ${this.aliasNodesMax} nodes.`;
    throw this.#refusal("YAML_ALIASES_EXCEEDED", node, message, "Use $ref to components instead of YAML aliases.");
  }

  #placeOf(node: ParsedNode | YAMLMap | YAMLSeq | Scalar | null): SourcePosition {
    return this.positionOf(node?.range?.[0] ?? 0);
  }

  #reportNumber(scalar: Scalar, message: string, severity: "ERROR" | "WARN"): void {
    const fix = "Write a number that a double holds exactly, or decimal text.";
    const pointer = pointerOf(this.#path);
    const at = this.#placeOf(scalar);
    this.findings.push(intakeFinding({ code: "NUMBER_NOT_EXACT", at, message, fix, pointer, severity }));
  }

  #report(code: IntakeCode, at: SourcePosition, message: string, fix: string): void {
    this.findings.push(intakeFinding({ code, at, message, fix, pointer: pointerOf(this.#path) }));
  }

  #refusal(code: IntakeCode, node: ParsedNode, message: string, fix: string): IntakeRefusal {
    return new IntakeRefusal(
      intakeFinding({ code, at: this.#placeOf(node), message, fix, pointer: pointerOf(this.#path) }),
    );
  }
}
