import { connectorProblems } from "../connectors/public.js";
import { gatewayProblems } from "../gateway/public.js";
import { genealogyProblems } from "../genealogy/public.js";
import type { ProblemDefinition } from "../kernel/problem.js";
import { deliveryProblems } from "../delivery/public.js";
import { acceptProblems } from "../platform/accept/public.js";
import { securityProblems } from "../platform/security/public.js";
import { qualityProblems } from "../quality/public.js";
import { orderProblems } from "./problems.js";
import { releaseCheckProblems } from "./release/checks/problems.js";

/** A check speaks codes of every catalogue below it: a wrong check digit is the same problem wherever it is found. */
const CATALOGUES = [
  gatewayProblems,
  securityProblems,
  acceptProblems,
  connectorProblems,
  deliveryProblems,
  genealogyProblems,
  qualityProblems,
  releaseCheckProblems,
  orderProblems,
];

const BY_CODE: ReadonlyMap<string, ProblemDefinition> = new Map(
  CATALOGUES.flatMap((catalogue) => Object.values<ProblemDefinition>(catalogue)).map((entry) => [entry.code, entry]),
);

/** The entry of a code that a check or the database gave; a code that no catalogue knows is REPORT_REFUSED. */
export function problemOf(code: string): ProblemDefinition {
  return BY_CODE.get(code) ?? orderProblems.REPORT_REFUSED;
}
