import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import type { LaneDrainer } from "../delivery/public.js";
import type { CommandRelay } from "./command-relay.js";
import type { EnginePort } from "./engine-port.js";
import type { EngineRetention } from "./engine-retention.js";
import type { LaneTicker } from "./lane-ticker.js";
import type { QuarantineSweep } from "./quarantine-sweep.js";
import type { RecordRetention } from "./record-retention.js";
import type { Liveness } from "./liveness/liveness.js";

/** The loops that feed the engine. */
export interface EngineFeeds {
  readonly relay: CommandRelay;
  readonly ticker: LaneTicker;
  readonly retention: EngineRetention;
  readonly records: RecordRetention;
  readonly sweep: QuarantineSweep;
}

/** Starts and stops what a worker does besides serving requests. A process of role `gateway` does none of it. */
export class OrchestrationRunner {
  #isStarted = false;

  constructor(
    private readonly configuration: Configuration,
    private readonly engine: EnginePort,
    private readonly liveness: Liveness,
    private readonly feeds: EngineFeeds,
    private readonly drainer: LaneDrainer,
    private readonly logger: Logger,
  ) {}

  /**
   * The process is known to its peers before it takes work, and takes work before it is given any.
   * @throws EnvironmentError when it cannot make itself known in time
   */
  async start(): Promise<void> {
    if (this.configuration.role === "gateway" || this.#isStarted) return;
    await this.liveness.begin();
    this.#isStarted = true;
    await this.engine.launch();
    await this.liveness.watch();
    this.feeds.relay.start();
    this.feeds.ticker.start();
    this.feeds.retention.start();
    this.feeds.records.start();
    this.feeds.sweep.start();
    this.logger.info({ event: "orchestration.started", flows: this.engine.flows() });
  }

  /** Running steps end, waiting workflows go to the peers, and only then the process stops being known. */
  async stop(): Promise<void> {
    if (!this.#isStarted) return;
    this.#isStarted = false;
    const { ticker, relay, retention, records, sweep } = this.feeds;
    await Promise.all([ticker.stop(), relay.stop(), retention.stop(), records.stop(), sweep.stop()]);
    await this.drainer.stop();
    await this.liveness.stopWatching();
    await this.engine.shutdown(this.configuration.shutdownTimeoutSeconds * 1000);
    await this.liveness.end();
    this.logger.info({ event: "orchestration.stopped" });
  }
}
