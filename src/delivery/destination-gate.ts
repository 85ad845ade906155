import { setTimeout as delay } from "node:timers/promises";
import { ConsecutiveBreaker } from "cockatiel";
import type { Logger } from "pino";
import type { Clock } from "../kernel/clock.js";
import type { Problem } from "../kernel/problem.js";
import { AdmissionQueue } from "./destinations/admission-queue.js";
import type { DestinationLimits } from "./destinations/destination-record.js";
import { strictest } from "./destinations/destination-share.js";
import type { Admission, DestinationAgreement } from "./destinations/destinations.js";
import type { StepResult } from "./posting-step.js";

/** Outages in a row after which nothing more is sent to a destination. */
const BREAK_AFTER = 5;

/** Time until a worker may try a destination again that was out. */
const BREAK_MS = 5_000;

/** Credentials come back by a person's hand only, and an account that is tried too often gets locked. */
const CREDENTIALS_BREAK_MS = 30_000;

/** How often the share is taken again: while others want theirs too, and while nobody else does. */
const CONTENDED_SHARE_MS = 250;
const SOLE_SHARE_MS = 1_000;

/** A gate that nobody has used for so long stops asking; its share runs out. */
const IDLE_MS = 2_000;

/** A lane that finds no room for so long goes back to the end of the row of lanes. */
const ROOM_WAIT_MS_MAX = 1_500;

/** What all gates of a process have in common. */
interface GateSurroundings {
  readonly agreement: DestinationAgreement;
  /** Name of this process, unique per start. */
  readonly worker: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly breakMs: number;
}

/** This process's way to one destination: as much as all workers have agreed on, and nothing while it is down. */
export class DestinationGate {
  readonly #queue = new AdmissionQueue();
  readonly #limits = new Map<string, DestinationLimits>();
  readonly #stopping = new AbortController();
  #breaker = new ConsecutiveBreaker(BREAK_AFTER);
  #admission: Admission | undefined;
  #openUntilMs = 0;
  #usedAtMs = 0;
  #renewal: Promise<void> | undefined;
  #sharing: Promise<Admission> | undefined;
  /** The answer to the liveness probe of this process's turn. */
  #probe: Promise<boolean> | undefined;

  constructor(
    private readonly name: string,
    private readonly surroundings: GateSurroundings,
  ) {}

  limitFor(plantCode: string, limits: DestinationLimits): void {
    this.#limits.set(plantCode, limits);
  }

  /** True while it is pointless to ask the destination again. */
  get isClosedForNow(): boolean {
    return this.surroundings.clock.monotonicMs() < this.#openUntilMs;
  }

  /**
   * True when postings may go. After a break one worker has a turn: a liveness probe decides first, so that no posting
   * spends an attempt on a destination that is still down, and then one posting.
   */
  async admits(probe: () => Promise<boolean>): Promise<boolean> {
    if (this.isClosedForNow) return false;
    const admission = await this.#fresh();
    if (admission.breaker === "CLOSED") return true;
    if (!admission.isMyTurn) return false;
    this.#probe ??= probe().catch(() => false);
    if (await this.#probe) return true;
    await this.#open(undefined, this.surroundings.breakMs);
    return false;
  }

  /** Runs a step when there is room; undefined when there is none or the breaker opened meanwhile: it has not begun. */
  async run(step: () => Promise<StepResult>): Promise<StepResult | undefined> {
    if (this.isClosedForNow) return undefined;
    this.#keepShare();
    if (!(await this.#queue.enter(ROOM_WAIT_MS_MAX))) return undefined;
    try {
      if (this.isClosedForNow) return undefined;
      const result = await step();
      await this.#judge(result);
      return result;
    } finally {
      this.#queue.leave();
    }
  }

  /** Takes no share any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#renewal;
  }

  async #judge({ answer, problem }: StepResult): Promise<void> {
    if (answer === "UNASKED") return;
    if (answer === "REFUSES_CREDENTIALS") return await this.#open(problem, CREDENTIALS_BREAK_MS);
    if (answer === "ANSWERED") {
      this.#breaker.success();
      if (this.#admission?.isMyTurn === true) await this.#close();
      return;
    }
    const isTurnLost = this.#admission?.isMyTurn === true;
    if (this.#breaker.failure() || isTurnLost) await this.#open(problem, this.surroundings.breakMs);
  }

  /** Closes the way in this process first, so that nothing begins while the others are told. */
  async #open(problem: Problem | undefined, breakMs: number): Promise<void> {
    const { agreement, worker, clock, logger } = this.surroundings;
    const code = problem?.code;
    if (!this.isClosedForNow) logger.warn({ event: "destination.opened", destination: this.name, breakMs, code });
    this.#openUntilMs = Math.max(this.#openUntilMs, clock.monotonicMs() + breakMs);
    this.#breaker = new ConsecutiveBreaker(BREAK_AFTER);
    this.#admission = undefined;
    this.#probe = undefined;
    this.#queue.refuse();
    await agreement.open(this.name, worker, problem, breakMs);
  }

  async #close(): Promise<void> {
    const { agreement, worker, logger } = this.surroundings;
    await agreement.close(this.name, worker);
    logger.info({ event: "destination.closed", destination: this.name });
    this.#admission = undefined;
    this.#probe = undefined;
    await this.#takeShare();
  }

  /** The admission in force; asks for one when this gate has not been in use, or when a break may be over. */
  async #fresh(): Promise<Admission> {
    const admission = this.#renewal === undefined ? undefined : this.#admission;
    const isFresh = admission !== undefined && (admission.breaker === "CLOSED" || admission.isMyTurn);
    const fresh = isFresh ? admission : await this.#takeShare();
    this.#keepShare();
    return fresh;
  }

  /** Takes the share again and again while the gate is in use. */
  #keepShare(): void {
    this.#usedAtMs = this.surroundings.clock.monotonicMs();
    if (this.#stopping.signal.aborted) return;
    this.#renewal ??= this.#renewShare().catch((error: unknown) => {
      this.#renewal = undefined;
      if (!this.#stopping.signal.aborted)
        this.surroundings.logger.warn({ event: "destination.share-failed", err: error, destination: this.name });
    });
  }

  async #renewShare(): Promise<void> {
    const { signal } = this.#stopping;
    const isInUse = (): boolean =>
      this.#queue.isBusy || this.surroundings.clock.monotonicMs() - this.#usedAtMs < IDLE_MS;
    while (isInUse() && !signal.aborted) {
      if (this.#admission === undefined) await this.#takeShare();
      await delay(this.#admission?.isContended === false ? SOLE_SHARE_MS : CONTENDED_SHARE_MS, undefined, { signal });
      if (isInUse()) await this.#takeShare();
    }
    this.#renewal = undefined;
  }

  /** One question at a time; whoever asks meanwhile gets the same answer. */
  #takeShare(): Promise<Admission> {
    this.#sharing ??= this.#askForShare().finally(() => (this.#sharing = undefined));
    return this.#sharing;
  }

  async #askForShare(): Promise<Admission> {
    const { agreement, worker, clock } = this.surroundings;
    const request = { ...strictest([...this.#limits.values()]), worker };
    const unspentTokens = this.#queue.takeTokens();
    const admission = await agreement.share(this.name, { ...request, inUse: this.#queue.running, unspentTokens });
    if (!admission.isMyTurn) this.#probe = undefined;
    this.#admission = admission;
    if (admission.breaker === "OPEN") this.#openUntilMs = clock.monotonicMs() + admission.openForMs;
    // While another worker tries there is nothing to ask for, and the lanes need not be looked at all the time.
    if (admission.breaker === "HALF_OPEN" && !admission.isMyTurn)
      this.#openUntilMs = clock.monotonicMs() + CONTENDED_SHARE_MS;
    this.#queue.allow(admission.permits, admission.tokens);
    return admission;
  }
}

/** The gates of all destinations of this process. */
export class DestinationGates {
  readonly #gates = new Map<string, DestinationGate>();
  readonly #surroundings: GateSurroundings;

  constructor(
    agreement: DestinationAgreement,
    worker: string,
    clock: Clock,
    logger: Logger,
    breakMs: number = BREAK_MS,
  ) {
    this.#surroundings = { agreement, worker, clock, logger, breakMs };
  }

  /** @param limits of the plant's profile in force */
  gate(destination: string, plantCode: string, limits: DestinationLimits): DestinationGate {
    const gate = this.#gates.get(destination) ?? new DestinationGate(destination, this.#surroundings);
    this.#gates.set(destination, gate);
    gate.limitFor(plantCode, limits);
    return gate;
  }

  /** Destinations whose lanes are not worth a look now. */
  closedForNow(): string[] {
    return [...this.#gates].filter(([, gate]) => gate.isClosedForNow).map(([destination]) => destination);
  }

  /** A worker is dead; what it might have used goes to the others. */
  async forget(worker: string): Promise<void> {
    await this.#surroundings.agreement.forget(worker);
  }

  /** No gate takes a share any more; what it has lets running drains end. */
  async stop(): Promise<void> {
    await Promise.all([...this.#gates.values()].map((gate) => gate.stop()));
  }
}
