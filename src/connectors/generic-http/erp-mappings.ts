import type { PlantProfile } from "../../plants/public.js";
import type { AmountText, PostingKind } from "../connector.js";
import { erpAmount, erpCode, erpUnit } from "../erp-values.js";
import { Mapping, type MappingFunction } from "../mapping/mapping.js";
import { RefusedPayload } from "../refused-payload.js";
import type { GenericErpOptions, GenericMessage } from "./options.js";

/** How documents of one kind are sent and found. */
export interface MessageMapping {
  readonly method: "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly find: string;
  readonly body: Mapping;
}

/** The expressions of a plant for its ERP, compiled once. */
export class ErpMappings {
  readonly document: Mapping;
  readonly found: Mapping;
  readonly error: Mapping | undefined;
  readonly #messages: ReadonlyMap<string, MessageMapping>;

  constructor(profile: PlantProfile, options: GenericErpOptions) {
    const place = "systems.erp.options";
    this.document = new Mapping(options.document, `${place}.document`);
    this.found = new Mapping(options.found, `${place}.found`);
    this.error = options.error === undefined ? undefined : new Mapping(options.error, `${place}.error`);
    const functions = functionsOf(profile);
    this.#messages = new Map(
      Object.entries(options.messages).map(([kind, message]) => [
        kind,
        toMapping(message, `${place}.messages.${kind}.body`, functions),
      ]),
    );
  }

  /** Every expression, for whoever checks them before they are used. */
  get all(): readonly Mapping[] {
    const error = this.error === undefined ? [] : [this.error];
    return [this.document, this.found, ...error, ...[...this.#messages.values()].map(({ body }) => body)];
  }

  /** @throws RefusedPayload MAPPING_MISSING when the plant does not say how the kind is sent */
  message(kind: PostingKind): MessageMapping {
    const message = this.#messages.get(kind);
    if (message !== undefined) return message;
    throw new RefusedPayload(
      "MAPPING_MISSING",
      `The plant sends no ${kind}; add systems.erp.options.messages.${kind}.`,
    );
  }
}

function toMapping(
  { method = "POST", path, find, body }: GenericMessage,
  place: string,
  functions: Readonly<Record<string, MappingFunction>>,
): MessageMapping {
  return { method, path, find, body: new Mapping(body, place, functions) };
}

/** What the plant profile knows about the ERP's words: `$erpAmount(quantity)`, `$erpUnit("KGM")`, `$erpCode("reason", code)`. */
function functionsOf(profile: PlantProfile): Readonly<Record<string, MappingFunction>> {
  return {
    erpAmount: (amount) => (isAmount(amount) ? erpAmount(profile, amount) : "0"),
    erpUnit: (unit) => (typeof unit === "string" ? erpUnit(profile, unit) : undefined),
    erpCode: (table, code) => (isTable(table) && typeof code === "string" ? erpCode(profile, table, code) : code),
  };
}

const isAmount = (value: unknown): value is AmountText =>
  typeof value === "object" && value !== null && "value" in value && "unit" in value;

const isTable = (value: unknown): value is "lot" | "reason" | "movementType" =>
  value === "lot" || value === "reason" || value === "movementType";
