import { join } from "node:path";
import { openApiClient } from "../../src/cli/api-client.js";
import { applyPlantFolder } from "../../src/cli/apply-plant-folder.js";
import { findClient } from "../../src/cli/credentials-file.js";
import { makeDemoClients } from "../../src/cli/start/demo-clients.js";
import { startSimulator, type StartedSimulator } from "../../src/cli/start/start-simulator.js";
import { type Configuration, readConfiguration } from "../../src/config/configuration.js";
import { systemClock } from "../../src/kernel/clock.js";
import { findFreePort } from "../../src/platform/persistence/free-port.js";
import { copyChaosPlant } from "./chaos-plant.js";
import type { ChaosPlan } from "./chaos-plan.js";
import type { ChaosStage } from "./chaos-run.js";
import { TcpLink } from "./faults/tcp-link.js";
import { ServerProcess, type ServerSettings } from "./server-process.js";
import { erpFaultRules, mesBehaviour } from "./simulator-faults.js";
import { callSimulator } from "./simulator-control.js";
import { WorkerPool } from "./worker-pool.js";

type System = "erp" | "mes";

/** Ways of the workers that can be disturbed. The gateway reaches the database by its own. */
interface Links {
  readonly erp: TcpLink;
  readonly database: TcpLink;
}

/** Gateway, workers and both simulators, each a process of its own, on a migrated database. */
export class ChaosSystem {
  readonly workers: WorkerPool;
  readonly #running: { stop(): Promise<void> }[] = [];

  private constructor(
    readonly configuration: Configuration & { readonly publicUrl: string },
    private readonly settings: Readonly<Record<string, string>>,
    readonly simulatorUrls: Readonly<Record<System, string>>,
    readonly links: Links,
  ) {
    const databaseUrl = links.database.over(new URL(configuration.databaseUrl ?? ""));
    const own = { INTERLOCK_PORT: "0", INTERLOCK_DATABASE_URL: databaseUrl };
    this.workers = new WorkerPool((worker) => this.#server("worker", `worker-${worker}`, own));
  }

  static async start({ databaseUrl, folder, nats }: ChaosStage, plan: ChaosPlan): Promise<ChaosSystem> {
    const [gateway, erp, mes] = [await findFreePort(), await findFreePort(), await findFreePort()];
    const settings = {
      INTERLOCK_DATABASE_URL: databaseUrl,
      INTERLOCK_DATA_DIR: folder,
      INTERLOCK_PUBLIC_URL: `http://127.0.0.1:${gateway}`,
      INTERLOCK_PORT: String(gateway),
      INTERLOCK_ERP_SIMULATOR_PORT: String(erp),
      INTERLOCK_MES_SIMULATOR_PORT: String(mes),
      INTERLOCK_RESPONSE_VALIDATION: "enforce",
      INTERLOCK_LOG_LEVEL: "warn",
      ...(nats === undefined ? {} : { INTERLOCK_NATS_URL: nats.url }),
    };
    const configuration = { ...readConfiguration(settings), publicUrl: settings.INTERLOCK_PUBLIC_URL };
    const urls = { erp: `http://127.0.0.1:${erp}`, mes: `http://127.0.0.1:${mes}` };
    const links = { erp: await TcpLink.open(new URL(urls.erp)), database: await TcpLink.open(new URL(databaseUrl)) };
    const system = new ChaosSystem(configuration, settings, urls, links);
    try {
      await system.#start(folder, plan);
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  /** Ends every process that this run has started. */
  async stop(): Promise<void> {
    await Promise.all([this.links.erp.mend(), this.links.database.mend()]);
    await this.workers.stop();
    await Promise.all([this.links.erp.cut(), this.links.database.cut()]);
    await Promise.all(this.#running.map((part) => part.stop()));
  }

  async #start(folder: string, plan: ChaosPlan): Promise<void> {
    await makeDemoClients(this.configuration, ["P100"], systemClock);
    const gateway = ServerProcess.spawn(this.#server("gateway", "gateway", {}));
    this.#running.push(gateway);
    await gateway.ready();
    for (const system of ["erp", "mes"] as const) this.#running.push(await this.#simulator(system));
    const { erp, mes } = this.simulatorUrls;
    const erpLink = this.links.erp.over(new URL(erp));
    await applyPlantFolder(openApiClient(this.configuration, "operator"), copyChaosPlant(folder, erpLink, mes));
    await callSimulator("POST", `${erp}/simulator/faults`, { rules: erpFaultRules(plan.faultPct), seed: plan.seed });
    await callSimulator("POST", `${mes}/simulator/behaviour`, mesBehaviour(plan.faultPct, plan.seed));
    await this.workers.start(plan.workers);
  }

  async #simulator(system: System): Promise<StartedSimulator> {
    const { dataDir, credentialsFile, publicUrl: gatewayUrl } = this.configuration;
    const port = Number(new URL(this.simulatorUrls[system]).port);
    const credentials = findClient(credentialsFile, `${system}-simulator`);
    return await startSimulator({ system, port, gatewayUrl, dataDir, credentials });
  }

  #server(role: ServerSettings["role"], name: string, settings: Readonly<Record<string, string>>): ServerSettings {
    const logFile = join(this.configuration.dataDir, `${name}.log`);
    return { role, settings: { ...this.settings, ...settings }, logFile };
  }
}
