import type { Clock } from "../../../kernel/clock.js";
import { UlidFactory } from "../../../kernel/ulid.js";
import { AuditLog } from "../../audit/audit-log.js";
import { loadPolicy } from "../policy/load-policy.js";
import { ClientStore } from "./client-store.js";

/** The client store for command lines and start-up, where no module is wired. @throws PolicyError */
export function createClientStore(clock: Clock): ClientStore {
  return new ClientStore(loadPolicy(), new AuditLog(clock), new UlidFactory(clock), clock);
}
