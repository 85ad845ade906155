import { AccessTokenSource } from "../../src/cli/access-token.js";
import { systemClock } from "../../src/kernel/clock.js";
import { AuditLog } from "../../src/platform/audit/public.js";
import { createClientStore } from "../../src/platform/security/public.js";
import type { TestGateway } from "../support/gateway/test-gateway.js";

/** A token as a pipeline has it: it may publish pacts and results, ask, and record deployments. */
export async function pipelineToken({ url, database }: TestGateway): Promise<string> {
  const store = createClientStore(systemClock, new AuditLog(systemClock));
  const grants = [{ role: "pipeline", plants: "*" as const }];
  const definition = { clientId: "pipeline", name: "Pipeline", kind: "SERVICE" as const, grants };
  const credentials = await database.unitOfWork.run((tx) => store.create(tx, definition));
  return await new AccessTokenSource(url, credentials, systemClock).token();
}
