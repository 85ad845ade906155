import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { Finding } from "../../../kernel/finding.js";
import { securityProblems } from "../problems.js";
import type { RoleScope } from "./policy.js";

/** A parsed YAML file of the policy, not yet trusted. */
export interface PolicyDocument {
  /** Path below governance-rules/policy, named in every finding. */
  readonly file: string;
  readonly content: unknown;
}

/** permissions.yaml after its shape was checked. */
export interface PermissionsDocument {
  readonly permissions: readonly { readonly id: string; readonly description: string }[];
}

/** roles/<id>.yaml after its shape was checked. */
export interface RoleDocument {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly scope: RoleScope;
  readonly permissions: readonly string[];
  readonly mustNever: readonly string[];
}

const text = { type: "string", minLength: 1, maxLength: 300 };

/** `manage` and `all` are wildcards to CASL and therefore no names of ours. */
const permission = {
  type: "string",
  pattern: "^(?!all:)[a-z][a-z-]{0,39}:(?!manage$)[a-z][a-z-]{0,39}$",
};

const permissionsSchema = {
  type: "object",
  additionalProperties: false,
  required: ["permissions"],
  properties: {
    permissions: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "description"],
        properties: { id: permission, description: text },
      },
    },
  },
};

const roleSchema = {
  type: "object",
  additionalProperties: false,
  required: ["id", "title", "description", "scope", "permissions", "mustNever"],
  properties: {
    id: { type: "string", pattern: "^[a-z][a-z-]{1,39}$" },
    title: text,
    description: text,
    scope: { enum: ["plant", "enterprise"] },
    permissions: { type: "array", minItems: 1, uniqueItems: true, items: permission },
    mustNever: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", pattern: "^([a-z-]+|\\*):([a-z-]+|\\*)$" },
    },
  },
};

const ajv = new Ajv2020({ allErrors: true, strict: true });
export const isPermissionsDocument = ajv.compile<PermissionsDocument>(permissionsSchema);
export const isRoleDocument = ajv.compile<RoleDocument>(roleSchema);

/** What the schema has against a document, each finding naming the file and the member. */
export function shapeFindings(file: string, errors: readonly ErrorObject[] | null | undefined): Finding[] {
  return (errors ?? []).map((error) => policyFinding(`${file}#${error.instancePath}`, describe(error)));
}

export function policyFinding(pointer: string, message: string): Finding {
  return { code: securityProblems.POLICY_INVALID.code, severity: "ERROR", check: "policy", pointer, message };
}

function describe(error: ErrorObject): string {
  const { additionalProperty, allowedValues } = error.params as Readonly<Record<string, unknown>>;
  if (typeof additionalProperty === "string") return `unknown member "${additionalProperty}"; remove or rename it`;
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.join(", ")}`;
  return error.message ?? error.keyword;
}
