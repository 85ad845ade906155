import type { Logger } from "pino";
import type { Role } from "../../config/configuration.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { CleanUpPolicies } from "./clean-up-policies.js";
import type { CleanUpRegistry } from "./clean-up-registry.js";

const INTERVAL_MS = 600_000;
const FIRST_AFTER_MS = 30_000;
/** A backlog of years goes away over some nights instead of in one. */
const VERSIONS_MAX = 50_000;

/** The daily clean-up of a worker process, when the policy asks for one. */
export class CleanUpRunner {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(
    private readonly policies: CleanUpPolicies,
    private readonly registry: CleanUpRegistry,
    private readonly ids: UlidFactory,
    private readonly logger: Logger,
    private readonly role: Role,
  ) {}

  /** Called by Nest when every module is up. */
  onApplicationBootstrap(): void {
    if (this.role !== "gateway") this.#schedule(FIRST_AFTER_MS);
  }

  /** Called by Nest when no request runs any more and the database is still open. */
  async onApplicationShutdown(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Runs the clean-up when its time has come. */
  async runIfDue(): Promise<void> {
    const policy = await this.policies.claimScheduled();
    if (policy === undefined) return;
    const actor = { actor: "worker", correlationId: this.ids.next() };
    const result = await this.registry.run(policy, actor, VERSIONS_MAX);
    this.logger.info({ event: "pact.cleaned-up", ...result });
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round();
    }, delayMs);
  }

  async #round(): Promise<void> {
    try {
      await this.runIfDue();
    } catch (error) {
      this.logger.warn({ event: "pact.clean-up-failed", err: error });
    }
    this.#schedule(INTERVAL_MS);
  }
}
