import { join, relative } from "node:path";
import type { Configuration } from "../../config/configuration.js";
import { projectRoot } from "../../config/project-root.js";
import { SETTINGS } from "../../config/settings.js";
import { systemClock } from "../../kernel/clock.js";
import { databaseAddress } from "../../platform/persistence/check-server.js";
import { prepareDataFolder } from "../../platform/persistence/prepare-data-folder.js";
import { openApiClient } from "../api-client.js";
import { findClient } from "../credentials-file.js";
import { paint, printLine, printTable } from "../output.js";
import { applyExamplePlants, listExamplePlants } from "./apply-example-plants.js";
import { refuseDemo } from "./check-production.js";
import { findPendingMigrations, runMigrations } from "./check-migrations.js";
import { makeDemoClients } from "./demo-clients.js";
import { startDatabase } from "./start-database.js";
import { requireFreePort, startGateway } from "./start-gateway.js";
import { StartSequence } from "./start-sequence.js";
import { startSimulator } from "./start-simulator.js";

/** A configuration whose log does not go to the terminal, where it would bury what is told to the newcomer. */
type UpSettings = Configuration & { readonly logFile: string };
type RunningSettings = UpSettings & { readonly publicUrl: string };

/** Runs the whole system on this machine until it is asked to stop, and then leaves nothing running. */
export async function runUp(given: Configuration): Promise<void> {
  const settings: UpSettings = { ...given, logFile: given.logFile ?? join(given.dataDir, "interlock.log") };
  refuseDemo(settings);
  prepareDataFolder(settings.dataDir);
  await requireFreePorts(settings);
  await StartSequence.run(async (sequence) => {
    const database = await sequence.database(() => startDatabase(settings, systemClock));
    const configuration = { ...settings, databaseUrl: database.databaseUrl };
    await sequence.phase("migrating the database", () => migrateWhenPending(database.databaseUrl));
    const plants = listExamplePlants().map(({ name }) => name);
    await sequence.phase("making the clients", () => makeDemoClients(configuration, plants, systemClock));
    const { url } = await sequence.part("gateway", () => startGateway(configuration));
    const running = { ...configuration, publicUrl: url };
    await startSimulators(sequence, running);
    await sequence.phase("applying the example plants", () => applyPlants(settings, running));
    report(running, database.description, sequence.elapsedSeconds);
    await sequence.untilStopped();
  });
}

/** A port that is taken is said before anything is started. */
async function requireFreePorts(settings: Configuration): Promise<void> {
  await requireFreePort(settings.port, settings.host, "INTERLOCK_PORT");
  await requireFreePort(settings.erpSimulatorPort, "127.0.0.1", "INTERLOCK_ERP_SIMULATOR_PORT");
  await requireFreePort(settings.mesSimulatorPort, "127.0.0.1", "INTERLOCK_MES_SIMULATOR_PORT");
}

async function migrateWhenPending(databaseUrl: string): Promise<void> {
  if ((await findPendingMigrations(databaseUrl)).length > 0) await runMigrations(databaseUrl);
}

async function startSimulators(sequence: StartSequence, running: RunningSettings): Promise<void> {
  const { dataDir, credentialsFile, publicUrl: gatewayUrl } = running;
  const common = { gatewayUrl, dataDir };
  const erp = { ...common, system: "erp", port: running.erpSimulatorPort } as const;
  const mes = { ...common, system: "mes", port: running.mesSimulatorPort } as const;
  for (const options of [erp, mes]) {
    const credentials = findClient(credentialsFile, `${options.system}-simulator`);
    await sequence.part(`${options.system.toUpperCase()} simulator`, () => startSimulator({ ...options, credentials }));
  }
}

/** The example plants name the simulators at their default ports. */
async function applyPlants(settings: Configuration, running: Configuration): Promise<void> {
  const addresses = new Map([
    [simulatorUrl(SETTINGS.INTERLOCK_ERP_SIMULATOR_PORT.fallback), simulatorUrl(running.erpSimulatorPort)],
    [simulatorUrl(SETTINGS.INTERLOCK_MES_SIMULATOR_PORT.fallback), simulatorUrl(running.mesSimulatorPort)],
  ]);
  const database = settings.databaseUrl === undefined ? "embedded" : databaseAddress(settings.databaseUrl);
  const client = openApiClient(running, "operator");
  await applyExamplePlants({ client, dataDir: running.dataDir, database, addresses });
}

function simulatorUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function report(running: RunningSettings, database: string, seconds: string): void {
  printLine(`\n${paint("bold", "Interlock is ready", process.stdout)} after ${seconds} s. Ctrl-C stops everything.\n`);
  printTable([
    ["  gateway", running.publicUrl, "API, /readyz, /metrics"],
    ["  database", database, `data in ${nearName(running.dataDir)}`],
    ["  ERP simulator", simulatorUrl(running.erpSimulatorPort), "stands in for a real ERP"],
    ["  MES simulator", simulatorUrl(running.mesSimulatorPort), "stands in for a real MES"],
    ["  credentials", nearName(running.credentialsFile), "readable by you only"],
    ["  log", nearName(running.logFile), "JSON lines"],
  ]);
  printLine("\nTry next, in a second terminal:");
  // Not npx: where this package is not installed into another one, npx would fetch a stranger of the same name.
  const interlock = `node ${nearName(join(projectRoot, "bin", "interlock.mjs"))}`;
  printTable([
    ["  npm run demo", "play one order from its release to its completion in the ERP"],
    [`  ${interlock} events tail`, "see events as they happen"],
    [`  ${interlock} doctor`, "check this machine and the running system"],
  ]);
}

function nearName(path: string): string {
  const name = relative(process.cwd(), path);
  return name.startsWith("..") ? path : name;
}
