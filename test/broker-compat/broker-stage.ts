import { systemClock } from "../../src/kernel/clock.js";
import { AuditLog } from "../../src/platform/audit/public.js";
import type { UnitOfWork } from "../../src/platform/persistence/unit-of-work.js";
import { createClientStore } from "../../src/platform/security/public.js";
import { startTestGateway } from "../support/gateway/test-gateway.js";

/** A running registry and who may use it. */
export interface BrokerStage {
  /** Address of the registry, as Pact clients are told it. */
  readonly url: string;
  /** Client that may publish, verify and deploy. */
  readonly username: string;
  readonly password: string;
  readonly token: string;
  /** Client that may do none of it. */
  readonly strangerPassword: string;
  /** The registry's database. */
  readonly unitOfWork: UnitOfWork;
  close(): Promise<void>;
}

/** The whole product in this process, on a database of its own, with a client as a pipeline has it. */
export async function startBroker(settings: Readonly<Record<string, string>> = {}): Promise<BrokerStage> {
  const gateway = await startTestGateway({ role: "gateway", settings });
  const store = createClientStore(systemClock, new AuditLog(systemClock));
  const { clientId, clientSecret } = await gateway.database.unitOfWork.run((tx) =>
    store.create(tx, {
      clientId: "pipeline",
      name: "Pipeline",
      kind: "SERVICE",
      grants: [{ role: "pipeline", plants: "*" }],
    }),
  );
  return {
    url: `${gateway.url}/pact-broker`,
    username: clientId,
    password: clientSecret,
    token: await tokenOf(gateway.url, clientId, clientSecret),
    strangerPassword: gateway.secrets.get("mes") ?? "",
    unitOfWork: gateway.database.unitOfWork,
    close: () => gateway.close(),
  };
}

async function tokenOf(url: string, clientId: string, clientSecret: string): Promise<string> {
  const answer = await fetch(`${url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret }),
    signal: AbortSignal.timeout(10_000),
  });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  return token;
}
