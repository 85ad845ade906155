import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { Grant, ObjectAttributes, Principal } from "../principal.js";
import { activeGrants } from "./grant-source.js";
import { type Policy, PolicyError } from "./policy.js";
import { PolicyAuthorizer } from "./policy-authorizer.js";
import { policyFinding, shapeFindings } from "./policy-documents.js";

/** One file of governance-rules/policy/tests: what a principal must be allowed and denied. */
export interface PolicyCaseFile {
  readonly title: string;
  readonly principal: { readonly id: string; readonly grants: readonly Grant[] };
  readonly cases: readonly PolicyCase[];
  /** By permission: exactly these members are out of reach in that place. */
  readonly hidden?: readonly {
    readonly permission: string;
    readonly on: ObjectAttributes;
    readonly members: readonly string[];
    readonly reason: string;
  }[];
  /** Exactly the roles that the principal's roles may give. */
  readonly mayGrant?: readonly string[];
  /** Exactly the pairs of roles that conflict. */
  readonly conflicts?: readonly (readonly string[])[];
}

export interface PolicyCase {
  /** A list, `all`, or `others`: those that no case of the file before names. */
  readonly permissions: "all" | "others" | readonly string[];
  readonly on: ObjectAttributes;
  readonly expect: "allow" | "deny";
  readonly reason: string;
}

/** What a case came to. */
export interface PolicyCaseResult {
  readonly file: string;
  readonly name: string;
  readonly hasPassed: boolean;
  readonly message: string;
}

const attributes = { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } };
const names = { type: "array", items: { type: "string" } };
const text = { type: "string", minLength: 1 };
const closed = (required: readonly string[], properties: Readonly<Record<string, object>>): object => {
  return { type: "object", additionalProperties: false, required, properties };
};
const isCaseFile = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<PolicyCaseFile>(
  closed(["title", "principal", "cases"], {
    title: text,
    principal: closed(["id", "grants"], {
      id: text,
      grants: {
        type: "array",
        items: closed(["role", "plants"], {
          role: text,
          plants: { anyOf: [{ const: "*" }, names] },
          contracts: names,
          validFrom: text,
          validTo: text,
        }),
      },
    }),
    cases: {
      type: "array",
      items: closed(["permissions", "on", "expect", "reason"], {
        permissions: { anyOf: [{ enum: ["all", "others"] }, { ...names, minItems: 1 }] },
        on: attributes,
        expect: { enum: ["allow", "deny"] },
        reason: text,
      }),
    },
    hidden: {
      type: "array",
      items: closed(["permission", "on", "members", "reason"], {
        permission: text,
        on: attributes,
        members: names,
        reason: text,
      }),
    },
    mayGrant: names,
    conflicts: { type: "array", items: names },
  }),
);

/** A case file with its name. */
export interface NamedCaseFile {
  readonly file: string;
  readonly content: PolicyCaseFile;
}

/** @param folder governance-rules/policy @throws PolicyError when a file of `tests` is malformed or there is none */
export function readPolicyCases(folder: string): readonly NamedCaseFile[] {
  const tests = join(folder, "tests");
  const files = readdirSync(tests)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted();
  if (files.length === 0)
    throw new PolicyError([policyFinding("tests", "there is no case; a policy without cases passes nothing")]);
  return files.map((name) => {
    const file = `tests/${name}`;
    const content: unknown = parse(readFileSync(join(tests, name), "utf8"));
    if (isCaseFile(content)) return { file, content };
    throw new PolicyError(shapeFindings(file, isCaseFile.errors));
  });
}

/** Runs every case of every file against a policy. */
export function runPolicyCases(policy: Policy, files: readonly NamedCaseFile[]): PolicyCaseResult[] {
  const authorizer = new PolicyAuthorizer(policy);
  return files.flatMap(({ file, content }) => {
    const { id, grants } = content.principal;
    const principal: Principal = { clientId: id, kind: "SERVICE", grants };
    const result = (name: string, objections: readonly string[]): PolicyCaseResult => {
      return { file, name, hasPassed: objections.length === 0, message: objections.join("; ") };
    };
    return [
      ...content.cases.map((one, index) => {
        const wanted = permissionsOf(policy, content.cases, index);
        return result(`${one.expect}: ${one.reason}`, decisionObjections(authorizer, principal, one, wanted));
      }),
      ...(content.hidden ?? []).map(({ permission, on, members, reason }) => {
        const hidden = hiddenMembers(authorizer, principal, permission, on);
        return result(`hidden: ${reason}`, differences(`hidden members of ${permission}`, hidden, members));
      }),
      ...(content.mayGrant === undefined
        ? []
        : [result("may grant", differences("roles it may give", rolesToGrant(policy, grants), content.mayGrant))]),
      ...(content.conflicts === undefined
        ? []
        : [result("conflicts", differences("conflicts", conflictsOf(policy), content.conflicts.map(pairName)))]),
    ];
  });
}

function permissionsOf(policy: Policy, cases: readonly PolicyCase[], index: number): readonly string[] {
  const wanted = cases[index]?.permissions ?? [];
  if (wanted !== "all" && wanted !== "others") return wanted;
  const named = cases
    .slice(0, index)
    .flatMap(({ permissions }) => (typeof permissions === "string" ? [] : permissions));
  return [...policy.permissions.keys()].filter((id) => wanted === "all" || !named.includes(id));
}

function decisionObjections(
  authorizer: PolicyAuthorizer,
  principal: Principal,
  { on, expect }: PolicyCase,
  permissions: readonly string[],
): string[] {
  return permissions.flatMap((permission) => {
    if (!authorizer.policy.permissions.has(permission)) return [`${permission} is not in permissions.yaml`];
    const isAllowed = authorizer.decide(principal, permission, on);
    return isAllowed === (expect === "allow") ? [] : [`${permission} is ${isAllowed ? "allowed" : "denied"}`];
  });
}

function hiddenMembers(
  authorizer: PolicyAuthorizer,
  principal: Principal,
  permission: string,
  on: ObjectAttributes,
): readonly string[] {
  const [name = "", action] = permission.split(":");
  const resource = authorizer.policy.resources.get(name);
  const every = (action === "read" ? resource?.readFields : resource?.writeFields) ?? [];
  const permitted = authorizer.permittedFields(principal, permission, on);
  return permitted === undefined ? [] : every.filter((member) => !permitted.has(member));
}

function rolesToGrant(policy: Policy, grants: readonly Grant[]): readonly string[] {
  const active = activeGrants(grants, 0).grants;
  return active.flatMap(({ role }) => [...(policy.roles.get(role)?.mayGrant ?? [])]);
}

const pairName = (roles: readonly string[]): string => roles.toSorted().join(" and ");
const conflictsOf = (policy: Policy): readonly string[] => policy.conflicts.map(({ roles }) => pairName(roles));

function differences(what: string, actual: readonly string[], expected: readonly string[]): string[] {
  const extra = actual.filter((one) => !expected.includes(one));
  const missing = expected.filter((one) => !actual.includes(one));
  return [
    ...(extra.length === 0 ? [] : [`${what} that no case expects: ${extra.join(", ")}`]),
    ...(missing.length === 0 ? [] : [`${what} that are missing: ${missing.join(", ")}`]),
  ];
}
