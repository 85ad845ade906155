import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";

/** One entry of the issuers file, after its shape was checked. */
export interface IssuerDocument {
  readonly name: string;
  readonly preset?: "keycloak" | "entra";
  readonly issuer?: string;
  readonly tenantId?: string;
  readonly version?: "v1" | "v2";
  readonly authority?: string;
  readonly client?: string;
  readonly audience?: string | readonly string[];
  readonly discoveryUrl?: string;
  readonly jwksUri?: string;
  readonly jwks?: { readonly keys: readonly object[] };
  readonly algorithms?: readonly string[];
  readonly tokenType?: string;
  readonly clockToleranceSeconds?: number;
  readonly tokenAgeSecondsMax?: number;
  readonly requiredValues?: Readonly<Record<string, string>>;
  readonly subjectClaim?: string | readonly string[];
  readonly kind?: "SERVICE" | "HUMAN" | "EDGE";
  readonly rolesClaim?: string | readonly string[];
  readonly plantsClaim?: string | readonly string[];
  readonly roles: Readonly<Record<string, { readonly role: string; readonly plants: "*" | "from-token" | string[] }>>;
}

/** The issuers file. */
export interface IssuersDocument {
  readonly issuers: readonly IssuerDocument[];
}

export const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

const text = { type: "string", minLength: 1, maxLength: 500 };
const texts = { type: "array", minItems: 1, maxItems: 20, uniqueItems: true, items: text };
const textOrTexts = { anyOf: [text, texts] };
const address = { type: "string", pattern: "^https?://[^\\s]+$", maxLength: 500 };

const mappedRole = {
  type: "object",
  additionalProperties: false,
  required: ["role", "plants"],
  properties: {
    role: { type: "string", pattern: "^[a-z][a-z-]{1,39}$" },
    plants: {
      anyOf: [
        { enum: ["*", "from-token"] },
        { type: "array", minItems: 1, items: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$" } },
      ],
    },
  },
};

const issuer = {
  type: "object",
  additionalProperties: false,
  required: ["name", "roles"],
  properties: {
    name: { type: "string", pattern: "^[a-z][a-z0-9-]{0,19}$" },
    preset: { enum: ["keycloak", "entra"] },
    issuer: address,
    tenantId: { type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" },
    version: { enum: ["v1", "v2"] },
    authority: address,
    client: text,
    audience: textOrTexts,
    discoveryUrl: address,
    jwksUri: address,
    jwks: { type: "object", required: ["keys"], properties: { keys: { type: "array", items: { type: "object" } } } },
    algorithms: { type: "array", minItems: 1, uniqueItems: true, items: { enum: ALGORITHMS } },
    tokenType: { enum: ["at+jwt", "JWT"] },
    clockToleranceSeconds: { type: "integer", minimum: 0, maximum: 60 },
    tokenAgeSecondsMax: { type: "integer", minimum: 60, maximum: 86_400 },
    requiredValues: { type: "object", additionalProperties: text, maxProperties: 20 },
    subjectClaim: textOrTexts,
    kind: { enum: ["SERVICE", "HUMAN", "EDGE"] },
    rolesClaim: textOrTexts,
    plantsClaim: textOrTexts,
    roles: { type: "object", minProperties: 1, maxProperties: 200, additionalProperties: mappedRole },
  },
};

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["issuers"],
  properties: { issuers: { type: "array", minItems: 1, maxItems: 50, items: issuer } },
};

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
export const isIssuersDocument = ajv.compile<IssuersDocument>(schema);

/** What the schema has against the file, each naming its key: `issuers[0].audience must be ...`. */
export function describeErrors(errors: readonly ErrorObject[] | null | undefined): string[] {
  const told = (errors ?? []).filter(({ keyword }) => keyword !== "anyOf");
  return told.map((error) => `${keyOf(error.instancePath)} ${describe(error)}`);
}

/** `/issuers/0/audience` → `issuers[0].audience` */
function keyOf(pointer: string): string {
  const key = pointer.replace(/\/([0-9]+)(?=\/|$)/g, "[$1]").replaceAll("/", ".");
  return key.replace(/^\./, "").replaceAll("~1", "/").replaceAll("~0", "~") || "the file";
}

function describe({ params, message, keyword }: ErrorObject): string {
  const { additionalProperty, allowedValues, missingProperty } = params as Readonly<Record<string, unknown>>;
  if (typeof additionalProperty === "string") return `has the unknown key ${additionalProperty}; remove or correct it`;
  if (typeof missingProperty === "string") return `lacks the key ${missingProperty}`;
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.join(", ")}`;
  return message ?? keyword;
}
