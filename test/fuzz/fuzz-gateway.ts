import { AccessTokenSource } from "../../src/cli/access-token.js";
import { systemClock } from "../../src/kernel/clock.js";
import { openAuditLog } from "../../src/platform/audit/open-audit-log.js";
import { readConfiguration } from "../../src/config/configuration.js";
import { createClientStore } from "../../src/platform/security/public.js";
import { startTestGateway } from "../support/gateway/test-gateway.js";
import type { MesBehaviour } from "./scenes/scene-stage.js";
import type { FuzzTarget } from "./run-fuzz.js";

/** Roles that together may do whatever a contract offers; only for tests, nobody should hold them all. */
const GRANTS = [
  ...["erp-service", "integration-operator"].map((role) => ({ role, plants: "*" as const })),
  ...["mes-service", "wms-service", "planner", "quality-engineer"].map((role) => ({ role, plants: ["P100"] })),
];

/** A silent MES is given up after seconds, and invented stock keeps no order from its release. */
const PLANT = {
  systems: { mes: { ackTimeoutSeconds: 1 } },
  release: { checks: { availability: "WARN" } },
  retry: { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 },
};

/** A gateway with the example plant, and who sends to it. */
export interface FuzzGateway extends FuzzTarget {
  close(): Promise<void>;
}

/** @param role `all` also runs workflows, postings and both simulators, so that states beyond the first are reached */
export async function startFuzzGateway(role: "gateway" | "all"): Promise<FuzzGateway> {
  const gateway = await startTestGateway({ role, plant: PLANT });
  const store = createClientStore(systemClock, openAuditLog(readConfiguration({}), systemClock));
  const fuzzers = await gateway.database.unitOfWork.run(async (tx) => {
    const names = ["fuzzer-1", "fuzzer-2", "fuzzer-3"];
    const made = [];
    for (const name of names)
      made.push(await store.create(tx, { clientId: name, name, kind: "SERVICE", grants: GRANTS }));
    return made;
  });
  const nobody = { clientId: "nobody", clientSecret: gateway.secrets.get("nobody") ?? "" };
  return {
    gatewayUrl: gateway.url,
    authorized: fuzzers.map((fuzzer) => bearerOf(gateway.url, fuzzer)),
    forbidden: bearerOf(gateway.url, nobody),
    ...(role === "all" ? { tellMes: (acknowledge: MesBehaviour) => tellMes(gateway.mesUrl, acknowledge) } : {}),
    close: () => gateway.close(),
  };
}

async function tellMes(mesUrl: string, acknowledge: MesBehaviour): Promise<void> {
  const response = await fetch(`${mesUrl}/simulator/behaviour`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ acknowledge, delayMs: 0 }),
  });
  if (response.status !== 200) throw new Error(`the MES simulator answered ${response.status}`);
}

function bearerOf(
  url: string,
  credentials: { readonly clientId: string; readonly clientSecret: string },
): () => Promise<string> {
  const tokens = new AccessTokenSource(url, credentials, systemClock);
  return async () => `Bearer ${await tokens.token()}`;
}
