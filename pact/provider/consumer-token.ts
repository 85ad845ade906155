import { AccessTokenSource } from "../../src/cli/access-token.js";
import { readConfiguration } from "../../src/config/configuration.js";
import { systemClock } from "../../src/kernel/clock.js";
import { openAuditLog } from "../../src/platform/audit/open-audit-log.js";
import { createClientStore } from "../../src/platform/security/public.js";
import { makeTemporaryFolder } from "../../test/support/temporary-folder.js";
import type { TestGateway } from "../../test/support/gateway/test-gateway.js";
import type { ConsumerPact } from "../need.js";

/** A token with which the gateway knows the consumer, in its role and for plant P100 only. */
export async function consumerToken(
  { url, database }: TestGateway,
  { consumer, provider, role }: ConsumerPact,
): Promise<string> {
  const folder = makeTemporaryFolder();
  try {
    const configuration = readConfiguration({ INTERLOCK_DATA_DIR: folder.path });
    const store = createClientStore(systemClock, openAuditLog(configuration, systemClock));
    const grants = [{ role, plants: role === "erp-service" ? ("*" as const) : ["P100"] }];
    const credentials = await database.unitOfWork.run((tx) =>
      store.create(tx, { clientId: `pact-${consumer}-${provider}`, name: consumer, kind: "SERVICE", grants }),
    );
    return await new AccessTokenSource(url, credentials, systemClock).token();
  } finally {
    folder.remove();
  }
}
