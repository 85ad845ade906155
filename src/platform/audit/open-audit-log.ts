import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { AuditLog } from "./audit-log.js";
import { AuditKeys } from "./checkpoint/audit-keys.js";
import { AuditNode } from "./node/audit-node.js";

/** The log of this process under the keys of the installation. @throws EnvironmentError when the keys cannot be used */
export function openAuditLog(configuration: Pick<Configuration, "auditKeysDir">, clock: Clock): AuditLog {
  return new AuditLog(clock, new AuditNode(clock, AuditKeys.open(configuration.auditKeysDir).macKey));
}
