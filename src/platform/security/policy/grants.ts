import { pointerToken, type Finding } from "../../../kernel/finding.js";
import type { Grant } from "../principal.js";
import { securityProblems } from "../problems.js";
import type { Policy } from "./policy.js";

const PLANT_CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$/;
const ROLE_ID = /^[a-z][a-z-]{1,39}$/;
const GRANTS_MAX = 64;
const PLANTS_MAX = 1000;

/**
 * Reads grants from an untrusted document (a token, a request). Undefined for anything that is not exactly a list of
 * `{ role, plants }` with at least one entry; the result is frozen because it is shared by every request of the token.
 */
export function readGrants(document: unknown): readonly Grant[] | undefined {
  if (!Array.isArray(document) || document.length === 0 || document.length > GRANTS_MAX) return undefined;
  const grants = document.map(readGrant);
  return grants.every((grant) => grant !== undefined) ? Object.freeze(grants) : undefined;
}

function readGrant(document: unknown): Grant | undefined {
  if (typeof document !== "object" || document === null || Object.keys(document).length !== 2) return undefined;
  const { role, plants } = document as Readonly<Record<string, unknown>>;
  if (typeof role !== "string" || !ROLE_ID.test(role)) return undefined;
  if (plants === "*") return Object.freeze({ role, plants });
  return isPlantList(plants) ? Object.freeze({ role, plants: Object.freeze([...plants]) }) : undefined;
}

/** PlantCode of contracts/schemas/scalars.yaml; `*` is none. */
export function isPlantCode(text: unknown): text is string {
  return typeof text === "string" && PLANT_CODE.test(text);
}

function isPlantList(plants: unknown): plants is readonly string[] {
  if (!Array.isArray(plants) || plants.length === 0 || plants.length > PLANTS_MAX) return false;
  return plants.every(isPlantCode);
}

/** What the policy has against well-formed grants: unknown roles, and plant roles granted for the whole enterprise. */
export function grantFindings(policy: Policy, grants: readonly Grant[]): Finding[] {
  return grants.flatMap((grant, index): Finding[] => {
    const message = objection(policy, grant);
    const pointer = `/grants/${pointerToken(index)}`;
    if (message === undefined) return [];
    return [{ code: securityProblems.CLIENT_INVALID.code, severity: "ERROR", pointer, message }];
  });
}

function objection(policy: Policy, grant: Grant): string | undefined {
  const role = policy.roles.get(grant.role);
  if (role === undefined) return `role ${grant.role} is unknown; known are ${[...policy.roles.keys()].join(", ")}`;
  if (role.scope === "plant" && grant.plants === "*")
    return `role ${grant.role} is granted for named plants, not for *`;
  return undefined;
}
