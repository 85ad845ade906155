import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { Finding } from "../../../kernel/finding.js";
import { securityProblems } from "../problems.js";
import type { WhenDocument } from "./condition.js";
import type { AttributeType, ResourceDimension, RoleScope } from "./policy.js";

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

/** resources.yaml after its shape was checked. */
export interface ResourcesDocument {
  readonly resources: readonly {
    readonly id: string;
    readonly dimension: ResourceDimension;
    readonly attributes: Readonly<Record<string, AttributeType>>;
    readonly readFields?: readonly string[];
    readonly writeFields?: readonly string[];
  }[];
}

/** roles/<id>.yaml after its shape was checked. */
export interface RoleDocument {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly scope: RoleScope;
  readonly permissions: readonly string[];
  readonly conditions?: readonly { readonly permission: string; readonly when: WhenDocument }[];
  readonly fields?: readonly FieldList[];
  readonly mayGrant?: readonly string[];
  readonly mustNever: readonly string[];
}

/** Exactly one of `only` and `except`. */
export interface FieldList {
  readonly permission: string;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** prohibitions.yaml after its shape was checked. */
export interface ProhibitionsDocument {
  readonly prohibitions: readonly {
    readonly id: string;
    readonly permissions: readonly string[];
    readonly when?: WhenDocument;
    readonly reason: string;
  }[];
}

/** conflicts.yaml after its shape was checked. */
export interface ConflictsDocument {
  readonly conflicts: readonly { readonly roles: readonly [string, string]; readonly reason: string }[];
}

const text = { type: "string", minLength: 1, maxLength: 300 };
const name = { type: "string", pattern: "^[a-z][a-z-]{1,39}$" };

/** `manage` and `all` are wildcards to CASL and therefore no names of ours. */
const permission = {
  type: "string",
  pattern: "^(?!all:)[a-z][a-z-]{0,39}:(?!manage$)[a-z][a-z-]{0,39}$",
};

/** Names of members, without the `$` of operators and the names every JavaScript object has. */
const attribute = { type: "string", pattern: "^(?!constructor$|prototype$)[a-z][A-Za-z]{0,39}$" };
const path = { type: "string", pattern: "^[a-z][A-Za-z0-9]{0,39}([.][a-z][A-Za-z0-9]{0,39}){0,4}$" };
const paths = { type: "array", minItems: 1, uniqueItems: true, items: path };

const closed = (required: readonly string[], properties: Readonly<Record<string, object>>): object => {
  return { type: "object", additionalProperties: false, required, properties };
};
const list = (items: object, minItems = 1): object => ({ type: "array", minItems, uniqueItems: true, items });

const scalar = { type: ["string", "number", "boolean"] };
const values = { type: "array", minItems: 1, maxItems: 100, items: scalar };
/** Closed: an operator that is not here, `$or` and `$not` among them, is an error and never a field name. */
const comparisons = {
  type: "object",
  additionalProperties: false,
  minProperties: 1,
  properties: { eq: scalar, ne: scalar, in: values, notIn: values, lt: scalar, lte: scalar, gt: scalar, gte: scalar },
};
const when = {
  type: "object",
  minProperties: 1,
  maxProperties: 4,
  propertyNames: attribute,
  additionalProperties: comparisons,
};

const permissionsSchema = closed(["permissions"], {
  permissions: {
    type: "array",
    minItems: 1,
    items: closed(["id", "description"], { id: permission, description: text }),
  },
});

const resourcesSchema = closed(["resources"], {
  resources: list(
    closed(["id", "dimension", "attributes"], {
      id: name,
      dimension: { enum: ["plant", "contract", "any"] },
      attributes: {
        type: "object",
        propertyNames: attribute,
        additionalProperties: { enum: ["text", "number", "flag"] },
      },
      readFields: paths,
      writeFields: paths,
    }),
    0,
  ),
});

const roleSchema = closed(["id", "title", "description", "scope", "permissions", "mustNever"], {
  id: name,
  title: text,
  description: text,
  scope: { enum: ["plant", "enterprise"] },
  permissions: list(permission),
  conditions: list(closed(["permission", "when"], { permission, when })),
  fields: list({
    ...closed(["permission"], { permission, only: paths, except: paths }),
    oneOf: [{ required: ["only"] }, { required: ["except"] }],
  }),
  mayGrant: list(name),
  mustNever: list({ type: "string", pattern: "^([a-z-]+|\\*):([a-z-]+|\\*)$" }),
});

const prohibitionsSchema = closed(["prohibitions"], {
  prohibitions: list(
    closed(["id", "permissions", "reason"], { id: name, permissions: list(permission), when, reason: text }),
    0,
  ),
});

const conflictsSchema = closed(["conflicts"], {
  conflicts: list(closed(["roles", "reason"], { roles: { ...list(name, 2), maxItems: 2 }, reason: text }), 0),
});

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
export const isPermissionsDocument = ajv.compile<PermissionsDocument>(permissionsSchema);
export const isResourcesDocument = ajv.compile<ResourcesDocument>(resourcesSchema);
export const isRoleDocument = ajv.compile<RoleDocument>(roleSchema);
export const isProhibitionsDocument = ajv.compile<ProhibitionsDocument>(prohibitionsSchema);
export const isConflictsDocument = ajv.compile<ConflictsDocument>(conflictsSchema);

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
