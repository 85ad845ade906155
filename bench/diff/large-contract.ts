/** Counts that make 3.5 MB; a smaller scale takes a part of them. */
const SCHEMA_COUNT = 900;
const OPERATION_COUNT = 500;
const PROPERTIES_PER_SCHEMA = 18;
/** The operation in which the two sides differ. */
const REMOVED_OPERATION = 30;

/** How the schemas hang together; schemas of one domain point at each other, in circles too. */
export type LargeShape = "domains" | "connected";

/** `changeEvery`: one schema of so many differs between the two sides. */
const SHAPES: Readonly<Record<LargeShape, { readonly domainSize: number; readonly changeEvery: number }>> = {
  domains: { domainSize: 30, changeEvery: 400 },
  connected: { domainSize: SCHEMA_COUNT, changeEvery: 50 },
};

type Json = Readonly<Record<string, unknown>>;

/**
 * What a large but ordinary contract looks like: many operations over many shared schemas that point at each other.
 * The two sides differ in a handful of places, some of them deep inside shared schemas; in the shape `connected` in one
 * of fifty schemas, each of which every other one reaches.
 */
export function largeContract(side: "base" | "revision", scale = 1, shape: LargeShape = "domains"): Json {
  return new LargeContract(side === "revision", Math.ceil(SCHEMA_COUNT * scale), shape).document(scale);
}

class LargeContract {
  constructor(
    private readonly isRevision: boolean,
    private readonly schemaCount: number,
    private readonly shape: LargeShape,
  ) {}

  document(scale: number): Json {
    const paths = range(Math.ceil(OPERATION_COUNT * scale)).map((index) => [
      `/resource-${index}/{id}`,
      this.path(index),
    ]);
    return {
      openapi: "3.1.0",
      info: { title: "Plant interface", version: this.isRevision ? "1.5.0" : "1.4.0" },
      servers: [{ url: "/plant/v1" }],
      security: [{ bearer: [] }],
      paths: Object.fromEntries(paths) as Json,
      components: {
        securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
        parameters: { Plant: { in: "query", name: "plantCode", schema: { type: "string", maxLength: 4 } } },
        responses: { Problem: { description: "Problem", content: json(this.reference(0)) } },
        schemas: Object.fromEntries(range(this.schemaCount).map((index) => [`Schema${index}`, this.schema(index)])),
      },
    };
  }

  private path(index: number): Json {
    const read = { "200": { description: "Read", content: json(this.reference(index * 5)) }, default: PROBLEM };
    const changed = { "200": { description: "Changed", content: json(this.reference(index * 11)) }, default: PROBLEM };
    const body = { required: true, content: json(this.reference(index * 7)) };
    const isGone = this.isRevision && index === REMOVED_OPERATION;
    return {
      parameters: [
        { in: "path", name: "id", required: true, schema: { type: "string" } },
        { $ref: "#/components/parameters/Plant" },
      ],
      get: { operationId: `readResource${index}`, responses: read },
      ...(isGone ? {} : { put: { operationId: `changeResource${index}`, requestBody: body, responses: changed } }),
    };
  }

  private reference(index: number): Json {
    return { $ref: `#/components/schemas/Schema${index % this.schemaCount}` };
  }

  private neighbour(index: number, offset: number): Json {
    const { domainSize } = SHAPES[this.shape];
    return this.reference(index - (index % domainSize) + (offset % domainSize));
  }

  private schema(index: number): Json {
    const isChanged = this.isRevision && index % SHAPES[this.shape].changeEvery === 13;
    const names = range(PROPERTIES_PER_SCHEMA);
    return {
      type: "object",
      description: `Record number ${index} of the plant, as its systems exchange it with each other.`,
      required: names.slice(0, isChanged ? 5 : 4).map((name) => `member${name}`),
      properties: Object.fromEntries(names.map((name) => [`member${name}`, this.property(index, name, isChanged)])),
    };
  }

  private property(index: number, name: number, isChanged: boolean): Json {
    if (name % 6 === 5) return this.neighbour(index, index * 3 + name);
    if (name % 6 === 4) return { type: "array", maxItems: 100, items: this.neighbour(index, index + name) };
    if (name % 6 === 3) return { type: "string", enum: isChanged ? ["OPEN", "CLOSED"] : ["OPEN", "CLOSED", "HELD"] };
    if (name % 6 === 2) return { type: "number", minimum: 0, maximum: isChanged ? 900 : 1000, multipleOf: 0.001 };
    return { type: "string", maxLength: 40 + name, description: "A text that people enter or a system hands over." };
  }
}

const PROBLEM = { $ref: "#/components/responses/Problem" };

function json(schema: Json): Json {
  return { "application/json": { schema } };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
