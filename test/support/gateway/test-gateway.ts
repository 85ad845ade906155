import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "../../../src/config/configuration.js";
import { readConfiguration } from "../../../src/config/configuration.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { type StartedServer, startServer } from "../../../src/main.js";
import { openAuditLog } from "../../../src/platform/audit/open-audit-log.js";
import { type Database, openDatabase } from "../../../src/platform/persistence/open-database.js";
import { createClientStore } from "../../../src/platform/security/public.js";
import { ErpSimulator } from "../../../src/simulators/erp/erp-simulator.js";
import { MesSimulator } from "../../../src/simulators/mes/mes-simulator.js";
import type { Simulator } from "../../../src/simulators/simulator-process.js";
import { DatabaseLink } from "../database-link.js";
import { makeTemporaryFolder } from "../temporary-folder.js";
import { createTestDatabase } from "../test-database.js";
import { type PlantChange, applyPlant, merge } from "./apply-plant.js";
import { createClients } from "./clients.js";
import { GatewayClient } from "./gateway-client.js";

/** The whole product in this process, on a database of its own, with plant P100 in force. */
export interface TestGateway {
  readonly url: string;
  readonly client: GatewayClient;
  /** The gateway's database, past the link. */
  readonly database: Database;
  /** The gateway's own way to its database. */
  readonly link: DatabaseLink;
  /** Addresses of the simulators that the plant names; of role `gateway` nobody ever calls them. */
  readonly erpUrl: string;
  readonly mesUrl: string;
  /** Secrets by client id, for requests that are written by hand. */
  readonly secrets: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  /** `gateway` accepts and reads only; `all` also runs workflows and postings. */
  readonly role: Extract<Role, "gateway" | "all">;
  /** Settings of the plant that differ from examples/plants/P100. */
  readonly plant?: PlantChange;
  /** Settings of the process that differ from those of every spec. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Answers and events are checked against their contracts: a breach of either is an answer 500 or a failed workflow. */
export async function startTestGateway({ role, plant = {}, settings = {} }: TestGatewayOptions): Promise<TestGateway> {
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const started = await start(role, settings, ends);
    const simulators = role === "all" ? await startSimulators(started, ends) : UNREACHABLE;
    const { erpUrl, mesUrl } = simulators;
    await applyPlant(started.client, merge(plant, { systems: { erp: { url: erpUrl }, mes: { url: mesUrl } } }));
    return { ...started, ...simulators, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Port 9 is the discard service, which no machine runs any more. */
const UNREACHABLE = { erpUrl: "http://127.0.0.1:9", mesUrl: "http://127.0.0.1:9" };

type Started = Pick<TestGateway, "url" | "client" | "database" | "link" | "secrets">;

async function start(
  role: Role,
  settings: Readonly<Record<string, string>>,
  ends: (() => Promise<void>)[],
): Promise<Started> {
  const folder = makeTemporaryFolder();
  ends.push(async () => folder.remove());
  const testDatabase = await createTestDatabase();
  ends.push(() => testDatabase.drop());
  const link = new DatabaseLink(new URL(testDatabase.url));
  const databaseUrl = await link.open();
  ends.push(() => link.cut());
  const configuration = readConfiguration({
    INTERLOCK_ROLE: role,
    INTERLOCK_PORT: "0",
    INTERLOCK_DATA_DIR: folder.path,
    INTERLOCK_DATABASE_URL: databaseUrl,
    INTERLOCK_RESPONSE_VALIDATION: "enforce",
    INTERLOCK_LOG_LEVEL: "silent",
    INTERLOCK_TRAFFIC_LIMITS_FILE: writeTrafficLimits(folder.path),
    ...settings,
  });
  const direct = { ...configuration, databaseUrl: testDatabase.url, databaseConnections: 6 };
  const database = await openDatabase(direct, () => undefined);
  ends.push(() => database.close());
  const secrets = await createClients(
    database.unitOfWork,
    createClientStore(systemClock, openAuditLog(configuration, systemClock)),
  );
  const server: StartedServer = await startServer(configuration);
  ends.push(() => server.close());
  return { url: server.url, client: new GatewayClient(server.url, secrets), database, link, secrets };
}

/** One client that is refused with its second request; nobody else comes near a limit. */
function writeTrafficLimits(folder: string): string {
  const file = join(folder, "traffic-limits.yaml");
  writeFileSync(file, "clients:\n  limited: { requestsPerMinute: 1 }\n");
  return file;
}

async function startSimulators(
  { url, secrets }: Started,
  ends: (() => Promise<void>)[],
): Promise<{ erpUrl: string; mesUrl: string }> {
  const options = (clientId: string) => {
    const credentials = { clientId, clientSecret: secrets.get(clientId) ?? "" };
    return { gateway: url, store: undefined, credentials };
  };
  const listen = async (simulator: Simulator): Promise<string> => {
    const port = await simulator.listen(0);
    ends.push(() => simulator.close());
    return `http://127.0.0.1:${port}`;
  };
  return {
    erpUrl: await listen(new ErpSimulator(options("erp"))),
    mesUrl: await listen(new MesSimulator(options("mes"))),
  };
}
