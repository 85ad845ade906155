import jsonata from "jsonata";
import { RefusedPayload } from "../refused-payload.js";
import { measure } from "./measure.js";

/** Bounds on one evaluation: a mapping turns one document into another and is no place for programs. */
const TIME_MS_MAX = 250;
/** JSONata's code of an evaluation that was longer. */
const TIMED_OUT = "D1012";
const DEPTH_MAX = 200;
const SEQUENCE_ITEMS_MAX = 10_000;
const EXPRESSION_CHARACTERS_MAX = 16_000;

/**
 * Functions a mapping must not call: a repeated send must say the same as the first one, expressions made at run time
 * would escape the bounds, and padding makes any size from a number.
 */
const FORBIDDEN = /\$(?:random|now|millis|shuffle|eval|pad)\b/;

/** Function that a mapping may call by `$<name>`. */
export type MappingFunction = (first?: unknown, second?: unknown) => unknown;

/** Regular expressions of a plant folder could hold up the process; JSONata's plain text functions remain. */
const NoRegularExpressions = new Proxy(RegExp, {
  construct() {
    throw new RefusedPayload("MAPPING_INVALID", "A mapping must not use regular expressions; use text functions.");
  },
});

/**
 * One JSONata expression of a plant folder, bounded in time, depth and size. An expression that cannot be used refuses
 * the documents it is for, so that a plant with a slip in one mapping still delivers the others.
 */
export class Mapping {
  readonly #expression: jsonata.Expression | undefined;
  readonly #fault: string | undefined;

  /** @param place of the expression in the plant folder, such as `systems.erp.options.document` */
  constructor(
    text: string,
    readonly place: string,
    functions: Readonly<Record<string, MappingFunction>> = {},
  ) {
    this.#fault = faultOf(text);
    if (this.#fault !== undefined) return;
    try {
      this.#expression = compile(text);
      for (const [name, run] of Object.entries(functions)) this.#expression.registerFunction(name, run);
    } catch (error) {
      this.#fault = describe(error);
    }
  }

  /** Why it cannot be used, as the end of a sentence about its place; undefined when it can. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** @returns plain JSON, or undefined @throws RefusedPayload MAPPING_INVALID naming the place; nothing was sent */
  async apply(input: unknown): Promise<unknown> {
    if (this.#expression === undefined) throw this.#refusal(this.#fault ?? "cannot be used");
    try {
      const result = await evaluate(this.#expression, input);
      const excess = measure(result);
      if (excess !== undefined) throw this.#refusal(excess);
      // JSONata's lists carry members of its own; only the values go on.
      return result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown);
    } catch (error) {
      if (error instanceof RefusedPayload) throw error;
      throw this.#refusal(describe(error));
    }
  }

  #refusal(fault: string): RefusedPayload {
    return new RefusedPayload(
      "MAPPING_INVALID",
      `${this.place} ${fault}. Correct it in the plant folder and apply it.`,
    );
  }
}

/** A halted or crowded process may spend the time of a good expression; one that is endless spends it again. */
async function evaluate(expression: jsonata.Expression, input: unknown): Promise<unknown> {
  try {
    return await expression.evaluate(input);
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === TIMED_OUT)
      return await expression.evaluate(input);
    throw error;
  }
}

function compile(text: string): jsonata.Expression {
  return jsonata(text, {
    timeout: TIME_MS_MAX,
    stack: DEPTH_MAX,
    sequence: SEQUENCE_ITEMS_MAX,
    RegexEngine: NoRegularExpressions,
  });
}

function faultOf(text: string): string | undefined {
  if (text.length > EXPRESSION_CHARACTERS_MAX) return `has more than ${EXPRESSION_CHARACTERS_MAX} characters`;
  const [forbidden] = FORBIDDEN.exec(text) ?? [];
  return forbidden === undefined ? undefined : `calls ${forbidden}, which mappings must not`;
}

/** JSONata throws objects with a message, a code and the position in the expression. */
function describe(error: unknown): string {
  const { message, code, position }: { message?: unknown; code?: unknown; position?: unknown } =
    typeof error === "object" && error !== null ? error : {};
  const text = typeof message === "string" ? message : String(error);
  const place = typeof position === "number" ? ` at character ${position}` : "";
  return `fails${place}: ${text.replace(/\.$/, "")}${typeof code === "string" ? ` (${code})` : ""}`;
}
