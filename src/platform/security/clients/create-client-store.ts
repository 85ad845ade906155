import type { Clock } from "../../../kernel/clock.js";
import { UlidFactory } from "../../../kernel/ulid.js";
import { AuditLog } from "../../audit/audit-log.js";
import { loadPolicy } from "../policy/load-policy.js";
import { ClientStore } from "./client-store.js";

/**
 * The client store for command lines and start-up, where no module is wired. @param auditLog the installation's; entries
 * of the default one are reported as unverified, since nobody knows its key @throws PolicyError
 */
export function createClientStore(clock: Clock, auditLog: AuditLog = new AuditLog(clock)): ClientStore {
  return new ClientStore(loadPolicy(), auditLog, new UlidFactory(clock), clock);
}
