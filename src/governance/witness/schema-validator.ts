import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { exactMultipleOf } from "../../kernel/exact-multiple-of.js";
import { pointerToken } from "../../kernel/finding.js";
import { isDate, isDateTime, isDuration } from "../../kernel/time-formats.js";
import { contractRegExp } from "../patterns/contract-reg-exp.js";
import type { SchemaDocument } from "../breaking/schema/schema-document.js";
import type { View } from "../breaking/view.js";
import { type HiddenMembers, type PlainSchema, SchemaTranslator } from "./schema-translator.js";
import type { WitnessError } from "./witness.js";

const addFormats = addFormatsModule.default;

/**
 * Compiles the schemas of one contract, as seen from one side, with the validator, the formats and the multiples the
 * gateway uses, so that a witness says what production would do.
 */
export class SchemaValidator {
  readonly #ajv: Ajv2020;
  readonly #translator: SchemaTranslator;
  readonly #checks = new Map<string, ValidateFunction>();
  readonly #added = new Set<string>();

  constructor(
    private readonly document: SchemaDocument,
    view: View,
    hidden: HiddenMembers,
  ) {
    this.#translator = new SchemaTranslator(document, view, hidden);
    this.#ajv = new Ajv2020({
      allErrors: true,
      strict: false,
      logger: false,
      validateSchema: false,
      code: { regExp: lenientRegExp },
    });
    addFormats(this.#ajv);
    this.#ajv.addFormat("date", isDate).addFormat("date-time", isDateTime).addFormat("duration", isDuration);
    this.#ajv.removeKeyword(exactMultipleOf.keyword).addKeyword(exactMultipleOf);
  }

  /** @throws Error when the schema or one it refers to cannot be compiled. */
  compile(pointer: string): ValidateFunction {
    const known = this.#checks.get(pointer);
    if (known !== undefined) return known;
    const schema = this.plainSchema(pointer);
    for (const [id, referred] of this.#translator.referred) {
      if (!this.#added.has(id)) this.#ajv.addSchema(asObject(referred), id);
      this.#added.add(id);
    }
    const check = this.#ajv.compile(schema);
    this.#checks.set(pointer, check);
    return check;
  }

  /** The schema in 2020-12; what it refers to is in `referred`. */
  plainSchema(pointer: string): PlainSchema {
    return this.#translator.translate(this.document.at(pointer), pointer);
  }

  get referred(): ReadonlyMap<string, PlainSchema> {
    return this.#translator.referred;
  }
}

/** A validator keeps schemas under an id only as objects. */
function asObject(schema: PlainSchema): object {
  return typeof schema === "boolean" ? { not: schema ? false : {} } : schema;
}

/** Patterns of the field are often not valid under the `u` flag, such as `\-`; then they mean what they mean without it. */
const lenientRegExp = Object.assign(
  (pattern: string, flags: string) => {
    try {
      return contractRegExp(pattern, flags);
    } catch {
      return contractRegExp(pattern, "");
    }
  },
  { code: "lenientRegExp" },
);

/** Errors of the last check, without those that only repeat what stands below them. */
export function errorsOf(check: ValidateFunction): WitnessError[] {
  return (check.errors ?? []).map(({ instancePath, keyword, message, params }: ErrorObject) => ({
    pointer: `${instancePath}${refusedPart(params)}`,
    keyword,
    message: `${message ?? "is refused"}${hintOf(params)}`,
  }));
}

/** A validator blames the object or the array; the part it does not take is what readers look for. */
function refusedPart(params: ErrorObject["params"]): string {
  const { additionalProperty, unevaluatedProperty, propertyName } = params as Readonly<
    Record<string, string | undefined>
  >;
  const name = additionalProperty ?? unevaluatedProperty ?? propertyName;
  return name === undefined ? "" : `/${pointerToken(name)}`;
}

function hintOf(params: ErrorObject["params"]): string {
  const { allowedValues, additionalProperty } = params as {
    readonly allowedValues?: readonly unknown[];
    readonly additionalProperty?: string;
  };
  if (allowedValues !== undefined) return `: ${JSON.stringify(allowedValues)}`;
  return additionalProperty === undefined ? "" : `: "${additionalProperty}"`;
}
