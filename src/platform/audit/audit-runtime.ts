import type { Logger } from "pino";
import type { Role } from "../../config/configuration.js";
import type { CheckpointFile } from "./checkpoint/checkpoint-file.js";
import type { DenialRecorder } from "./denial-recorder.js";
import type { NodeChronicle } from "./node/node-chronicle.js";
import type { AuditPartitions } from "./retention/audit-partitions.js";
import type { RoundResult, Sequencer } from "./sequencer/sequencer.js";

/** Rounds have a price of their own; these are as rare as a lag of a second allows. */
const TICK_MS = { worker: 300, all: 500, gateway: 400 } as const;
/** A gateway leaves sequencing to a worker, unless an entry is so old that there can be none. */
const WAITED_SECONDS_MAX = 0.4;
/** What a gateway cannot see by age alone, such as the end of a process, waits no longer. */
const GATEWAY_ROUND_EVERY_TICKS = 10;
const BUSY_TICK_MS = 10;
const LAST_ROUNDS_MAX = 100;

/** What the runtime drives. */
export interface AuditServices {
  readonly chronicle: NodeChronicle;
  readonly denials: DenialRecorder;
  readonly sequencer: Sequencer;
  readonly partitions: AuditPartitions;
}

/** What a process says of itself in its first entry. */
export interface AboutProcess {
  readonly role: Role;
  /** Digest of the policy by which it decides. */
  readonly policyVersion: string;
}

/**
 * The audit's work beside the requests, in every process: flush refusals, account for numbers, sequence, sign. A
 * failure is logged and tried again at the next tick, since the entries wait in the database.
 */
export class AuditRuntime {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStarted = false;
  #isStopped = false;
  #isKeyMissing = false;
  #ticks = 0;

  constructor(
    private readonly services: AuditServices,
    private readonly file: CheckpointFile,
    private readonly logger: Logger,
    private readonly about: AboutProcess,
  ) {}

  /** Called by Nest when every module is up. */
  onApplicationBootstrap(): void {
    this.#schedule(0);
  }

  /** Called by Nest when no request runs any more and the database is still open. */
  async onApplicationShutdown(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#attempt("stop", async () => {
      await this.services.denials.flush();
      await this.services.chronicle.stop();
      for (let rounds = 0; rounds < LAST_ROUNDS_MAX && (await this.#round(true)).isMore; rounds++);
    });
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#tick();
    }, delayMs);
  }

  async #tick(): Promise<void> {
    let isMore = false;
    await this.#attempt("tick", async () => {
      await this.services.partitions.tick();
      if (!this.#isStarted) await this.services.chronicle.start({ ...this.about });
      this.#isStarted = true;
      await this.services.denials.flush();
      await this.services.chronicle.tick();
      isMore = (await this.#isLeader()) && (await this.#round(false)).isMore;
    });
    this.#schedule(isMore ? BUSY_TICK_MS : TICK_MS[this.about.role]);
  }

  async #isLeader(): Promise<boolean> {
    if (this.about.role !== "gateway" || this.#ticks++ % GATEWAY_ROUND_EVERY_TICKS === 0) return true;
    return await this.services.sequencer.isAnyOlderThan(WAITED_SECONDS_MAX);
  }

  async #attempt(step: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ event: "audit.work-failed", step, err: error });
    }
  }

  async #round(isLast: boolean): Promise<RoundResult> {
    const result = await this.services.sequencer.runRound(isLast);
    for (const note of result.notes) {
      this.file.append(note);
      this.logger.info({ event: "audit.checkpoint", note });
    }
    for (const { after } of result.alarms) this.logger.error({ event: "audit.alarm", ...after });
    if (result.role === "KEY_MISSING" && !this.#isKeyMissing) {
      const remedy = "give all machines the same INTERLOCK_AUDIT_KEYS_DIR, or run interlock audit rotate-key";
      this.logger.error({ event: "audit.signing-key-missing", remedy });
    }
    this.#isKeyMissing = result.role === "KEY_MISSING";
    return result;
  }
}
