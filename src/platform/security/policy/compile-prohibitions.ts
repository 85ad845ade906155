import type { Finding } from "../../../kernel/finding.js";
import { type WhenDocument, conditionFindings, conditionsOf } from "./condition.js";
import type { PolicyVocabulary } from "./compile-role.js";
import type { Prohibition } from "./policy.js";
import { policyFinding, type ProhibitionsDocument } from "./policy-documents.js";

const FILE = "prohibitions.yaml#/prohibitions";

/** Checks prohibitions.yaml, adds what is wrong to `findings`, and gives the prohibitions. */
export function compileProhibitions(
  document: ProhibitionsDocument | undefined,
  vocabulary: PolicyVocabulary,
  findings: Finding[],
): readonly Prohibition[] {
  const entries = document?.prohibitions ?? [];
  return entries.map(({ id, permissions, when = {}, reason }, index) => {
    const pointer = `${FILE}/${index}`;
    if (entries.findIndex((entry) => entry.id === id) < index) {
      findings.push(policyFinding(`${pointer}/id`, `prohibition ${id} is declared twice`));
    }
    for (const permission of permissions) findings.push(...permissionFindings(pointer, permission, when, vocabulary));
    return { id, permissions: new Set(permissions), conditions: conditionsOf(when), reason };
  });
}

function permissionFindings(
  pointer: string,
  id: string,
  when: WhenDocument,
  { permissions, resources }: PolicyVocabulary,
): Finding[] {
  const permission = permissions.get(id);
  if (permission === undefined) return [policyFinding(`${pointer}/permissions`, `${id} is not in permissions.yaml`)];
  return conditionFindings(`${pointer}/when`, when, resources.get(permission.resource));
}
