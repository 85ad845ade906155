import type { AuditIntent } from "../entry/audit-intent.js";

/** What a sequencer notices about entries before they get their place, and about processes. */
export type AlarmKind =
  "MAC_INVALID" | "NODE_UNVERIFIED" | "ENTRY_MALFORMED" | "NUMBER_REPEATED" | "NUMBER_MISSING" | "NODE_LOST";

/** The entry of the sequencer's own node that keeps an alarm in the log for good. */
export function alarmIntent(kind: AlarmKind, node: string, about: Readonly<Record<string, unknown>>): AuditIntent {
  return {
    actor: "sequencer",
    action: "audit:alarm",
    resourceType: "audit-node",
    resourceId: node,
    correlationId: node.slice(0, 64),
    after: { kind, node, ...about },
  };
}
