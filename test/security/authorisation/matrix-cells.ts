import { join } from "node:path";
import { projectRoot } from "../../../src/config/project-root.js";
import { loadPolicy } from "../../../src/platform/security/public.js";
import type { ReferenceGrant, ReferenceObject } from "./reference-evaluator.js";

export const policyFolder = join(projectRoot, "governance-rules", "policy");
export const policy = loadPolicy();

/** Who asks in every cell. */
export const PRINCIPAL = "somebody";

/** Plants of the cells: P1 and P2 share a site, P9 is elsewhere. */
const PLACES = [
  { name: "own", plantCode: "P1", contract: "C1" },
  { name: "other, same site", plantCode: "P2", contract: "C2" },
  { name: "other site", plantCode: "P9", contract: "C9" },
  { name: "none", plantCode: undefined, contract: undefined },
  { name: "unknown", plantCode: "P404", contract: "C404" },
  { name: "list", plantCode: ["P9", "P1"], contract: ["C9", "C1"] },
] as const;

/** Classes of states, each with its name for orders and for contracts, holds and the like, and a size for replays. */
const STATES = [
  { name: "open", order: "RELEASED", other: "candidate", messages: 10 },
  { name: "closed", order: "CLOSED", other: "retired", messages: 100_000 },
  { name: "held", order: "HELD", other: "OPEN", messages: 100_001 },
  { name: "draft", order: "FORECAST", other: "draft", messages: undefined },
  { name: "promoted", order: "RUNNING", other: "promoted", messages: 1 },
  { name: "approved", order: "COMPLETED", other: "approved", messages: 99_999 },
  { name: "unknown", order: undefined, other: undefined, messages: undefined },
] as const;

const AUTHORS = [PRINCIPAL, "somebody else", undefined] as const;

/** One object of the matrix. */
export interface MatrixObject {
  readonly id: string;
  readonly attributes: ReferenceObject;
}

/** Every object a permission about `resource` can meet: place × state × author. */
export function objectsOf(resource: string): readonly MatrixObject[] {
  const known = objects.get(resource);
  if (known !== undefined) return known;
  const made = makeObjects(resource);
  objects.set(resource, made);
  return made;
}

const objects = new Map<string, readonly MatrixObject[]>();

function makeObjects(resource: string): MatrixObject[] {
  const isOrder = resource === "order" || resource === "confirmation";
  return PLACES.flatMap(({ name: place, plantCode, contract }) =>
    STATES.flatMap(({ name: state, order, other, messages }) =>
      AUTHORS.map((author, index) => {
        const attributes = { plantCode, contract, state: isOrder ? order : other, author, messages };
        return { id: `${place}|${state}|${["own", "foreign", "unknown"][index]}`, attributes };
      }),
    ),
  );
}

/** Ways in which a role can be granted: all that its scope allows, and for roles of plants one that is void. */
export function grantsOf(role: string): readonly ReferenceGrant[] {
  const local: ReferenceGrant[] = [
    { role, plants: ["P1"] },
    { role, plants: ["P1", "P2"] },
    { role, plants: "*" },
  ];
  return [...local, { role, plants: [], contracts: ["C1"] }];
}

export const roles = [...policy.roles.keys()];
export const permissions = [...policy.permissions.values()];
