import { Worker } from "node:worker_threads";
import type { Logger } from "pino";

export interface HeartbeatSettings {
  readonly databaseUrl: string;
  readonly executorId: string;
  readonly host: string;
  readonly pid: number;
  readonly intervalMs: number;
  /** A beat that is older makes peers take this executor for dead. */
  readonly timeoutMs: number;
}

export type HeartbeatMessage =
  | { readonly kind: "beating" }
  /** No beat for longer than the timeout. */
  | { readonly kind: "silent" }
  | { readonly kind: "missed"; readonly reason: string };

export interface HeartbeatListener {
  onBeating(): void;
  /** A beat failed, or the thread itself. */
  onMissed(reason: string): void;
  onSilent(): void;
}

const PING_INTERVAL_MS = 1000;
const RESTART_DELAY_MS = 1000;

/** The beat of this process in il.executor, kept by a thread of its own (heartbeat.worker.ts). */
export class Heartbeat {
  #worker: Worker | undefined;
  #ping: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: HeartbeatSettings,
    private readonly listener: HeartbeatListener,
    private readonly logger: Logger,
  ) {}

  start(): void {
    const worker = new Worker(new URL("./heartbeat.worker.js", import.meta.url), { workerData: this.settings });
    worker.on("message", (message: HeartbeatMessage) => this.#hear(message));
    worker.on("error", (error: unknown) => this.#onError(error));
    worker.on("exit", () => this.#onExit(worker));
    this.#worker = worker;
    this.#ping = setInterval(() => worker.postMessage("ping"), PING_INTERVAL_MS);
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    clearInterval(this.#ping);
    clearTimeout(this.#restart);
    await worker?.terminate();
  }

  #hear(message: HeartbeatMessage): void {
    if (message.kind === "beating") this.listener.onBeating();
    else if (message.kind === "silent") this.listener.onSilent();
    else {
      this.logger.warn({ event: "heartbeat.missed", reason: message.reason });
      this.listener.onMissed(message.reason);
    }
  }

  #onError(error: unknown): void {
    this.logger.error({ event: "heartbeat.thread-failed", err: error });
    this.listener.onMissed(error instanceof Error ? error.message : String(error));
  }

  #onExit(worker: Worker): void {
    if (this.#worker !== worker) return;
    clearInterval(this.#ping);
    this.listener.onSilent();
    this.#restart = setTimeout(() => this.start(), RESTART_DELAY_MS);
  }
}
