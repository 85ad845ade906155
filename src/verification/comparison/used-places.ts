import { type ContractReader, type Place } from "./contract-document.js";
import { isJsonObject } from "./json.js";
import type { UsedValue } from "./used-value.js";

/** What is used of the schema at one place of a contract. */
export interface UsedPlace {
  isVariable: boolean;
  readonly members: Set<string>;
}

const SAME_VALUE_MAPS = ["dependentSchemas"];
const SAME_VALUE_LISTS = ["allOf", "anyOf", "oneOf"];
const SAME_VALUE = ["if", "then", "else", "not"];
const REST_OF_MEMBERS = ["additionalProperties", "unevaluatedProperties"];
const ELEMENTS = ["items", "contains", "unevaluatedItems"];

/** The places of one contract that one interaction uses in one direction. */
export class UsedPlaces {
  readonly schemas = new Map<string, UsedPlace>();
  /** Places that are no schemas: an operation, a response, a media type, a parameter. */
  readonly structure = new Set<string>();

  constructor(private readonly reader: ContractReader) {}

  /** Marks a schema and all schemas inside it that the value reaches. */
  addSchema(schema: Place, used: UsedValue): void {
    const conjuncts = this.#conjunctsOf(schema);
    for (const { pointer } of conjuncts) this.#mark(pointer, used);
    for (const [name, member] of used.members) {
      for (const place of conjuncts.flatMap((conjunct) => this.#memberSchemas(conjunct, name)))
        this.addSchema(place, member);
    }
    const { items } = used;
    if (items === undefined) return;
    for (const place of conjuncts.flatMap((conjunct) => this.#elementSchemas(conjunct))) this.addSchema(place, items);
  }

  #mark(pointer: string, used: UsedValue): void {
    const place = this.schemas.get(pointer) ?? { isVariable: false, members: new Set<string>() };
    place.isVariable ||= used.isVariable;
    for (const name of used.members.keys()) place.members.add(name);
    this.schemas.set(pointer, place);
  }

  /** Every schema that speaks about the same value: behind references, in unions, in conditions. */
  #conjunctsOf(schema: Place): readonly Place[] {
    const found = new Map<string, Place>();
    const open = [schema];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (!isJsonObject(place.value) || found.has(place.pointer)) continue;
      found.set(place.pointer, place);
      open.push(...this.#aboutSameValue(place));
    }
    return [...found.values()];
  }

  #aboutSameValue(place: Place): readonly Place[] {
    const target = this.reader.target(place);
    const inside = (name: string): readonly Place[] => this.#schemasIn(place, name);
    return [
      ...(target === undefined ? [] : [target]),
      ...[...SAME_VALUE_LISTS, ...SAME_VALUE_MAPS].flatMap((name) => inside(name)),
      ...SAME_VALUE.map((name) => rawMember(place, name)),
    ];
  }

  #memberSchemas(place: Place, name: string): readonly Place[] {
    const own = rawMember(rawMember(place, "properties"), name);
    const patterns = this.#schemasIn(place, "patternProperties");
    if (own.value !== undefined) return [own, ...patterns];
    return [...patterns, ...REST_OF_MEMBERS.map((rest) => rawMember(place, rest))];
  }

  #elementSchemas(place: Place): readonly Place[] {
    return [...this.#schemasIn(place, "prefixItems"), ...ELEMENTS.map((name) => rawMember(place, name))];
  }

  #schemasIn(place: Place, name: string): readonly Place[] {
    const holder = rawMember(place, name);
    const names = holder.value !== null && typeof holder.value === "object" ? Object.keys(holder.value) : [];
    return names.map((member) => rawMember(holder, member));
  }
}

/** The member itself; a reference is not followed, since schemas may stand beside it. */
function rawMember({ pointer, value }: Place, name: string): Place {
  const member = value !== null && typeof value === "object" ? (Reflect.get(value, name) as unknown) : undefined;
  return { pointer: `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, value: member };
}
