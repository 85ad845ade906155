import type { ClientDefinition, ClientStore } from "../../../src/platform/security/public.js";
import type { UnitOfWork } from "../../../src/platform/persistence/unit-of-work.js";

/** Who the specs act as. */
const DEFINITIONS = [
  service("erp", "erp-service", "*"),
  service("mes", "mes-service", ["P100"]),
  service("wms", "wms-service", ["P100"]),
  service("second-mes", "mes-service", ["P200"]),
  /** The same roles, in a plant where none of the orders are. */
  service("foreign-mes", "mes-service", ["P300"]),
  service("foreign-wms", "wms-service", ["P300"]),
  service("foreign-planner", "planner", ["P300"]),
  service("foreign-erp", "erp-service", ["P300"]),
  service("foreign-operator", "integration-operator", ["P300"]),
  /** Three persons of quality: one places holds, one asks for their release, one releases. */
  service("quality", "quality-engineer", ["P100"]),
  service("quality-lead", "quality-engineer", ["P100"]),
  service("quality-head", "quality-engineer", ["P100"]),
  service("foreign-quality", "quality-engineer", ["P300"]),
  service("operator", "integration-operator", "*"),
  service("second-operator", "integration-operator", "*"),
  service("auditor", "auditor", "*"),
  /** May do everything, but once a minute only (test-gateway.ts). */
  {
    clientId: "limited",
    name: "limited",
    kind: "SERVICE",
    grants: [
      { role: "erp-service", plants: "*" },
      { role: "mes-service", plants: ["P100"] },
      { role: "integration-operator", plants: "*" },
      { role: "quality-engineer", plants: ["P100"] },
    ],
  },
  /** Known to the gateway, but may read or write nothing of this API. */
  service("nobody", "platform-admin", "*"),
] as const;

export type ClientName = (typeof DEFINITIONS)[number]["clientId"];

function service<Id extends string>(clientId: Id, role: string, plants: "*" | readonly string[]) {
  return { clientId, name: clientId, kind: "SERVICE", grants: [{ role, plants }] } as const satisfies ClientDefinition;
}

/** Secrets by client id. */
export async function createClients(unitOfWork: UnitOfWork, store: ClientStore): Promise<ReadonlyMap<string, string>> {
  const secrets = new Map<string, string>();
  await unitOfWork.run(async (tx) => {
    for (const definition of DEFINITIONS) {
      const { clientId, clientSecret } = await store.create(tx, definition);
      secrets.set(clientId, clientSecret);
    }
  });
  return secrets;
}
