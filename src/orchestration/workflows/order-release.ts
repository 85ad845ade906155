import type { Logger } from "pino";
import type { UlidFactory } from "../../kernel/ulid.js";
import type {
  AbandonRelease,
  DispatchReference,
  DispatchResult,
  ReleaseAcknowledgement,
  ReleaseDispatch,
  ReleaseReference,
  ReleaseValidation,
} from "../../orders/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** Dispatches that may stay without an answer of the MES before the release is given up (domain §5(a) 15). */
const ACK_TIMEOUTS_MAX = 3;
const ACKNOWLEDGEMENT = "acknowledgement";

type Dispatched = Extract<DispatchResult, { outcome: "DISPATCHED" }>;
type RetryWait = Extract<DispatchResult, { outcome: "RETRY_WAIT" }>;

/** What a round of dispatching has come to. */
interface Round {
  readonly isOver: boolean;
  /** The answer of the MES came while a retry was waited for; its signal is used up. */
  readonly isSignalled: boolean;
}

const OVER: Round = { isOver: true, isSignalled: false };

/**
 * Brings one revision of an order to the MES of its plant: validate, dispatch, wait for the acknowledgement. Ends
 * quietly at any step when a newer revision has taken its place. The workflow holds ids; what it decides by is read
 * from the order in each step.
 */
export class OrderRelease implements FlowDefinition<ReleaseReference> {
  readonly flow = "order-release@1";
  readonly workflowsInFlightMax = 5000;
  readonly stepsInFlightMax = 12;

  constructor(
    private readonly validation: ReleaseValidation,
    private readonly dispatch: ReleaseDispatch,
    private readonly acknowledgement: ReleaseAcknowledgement,
    private readonly abandonment: AbandonRelease,
    private readonly ids: UlidFactory,
    private readonly logger: Logger,
  ) {}

  async run(context: FlowContext, input: ReleaseReference): Promise<void> {
    const verdict = await context.step("validate", () => this.validation.validate(input));
    if (verdict !== "VALIDATED") return;
    const dispatchId = await context.step("make-dispatch-id", () => Promise.resolve(this.ids.next()));
    await this.#dispatchUntilAnswered(context, { ...input, dispatchId });
  }

  async onFailed(input: ReleaseReference): Promise<void> {
    await this.abandonment.abandon(input);
  }

  async #dispatchUntilAnswered(context: FlowContext, reference: DispatchReference): Promise<void> {
    let failures = 0;
    let timeouts = 0;
    let isSignalled = false;
    for (let attempt = 1; ; attempt++) {
      const tried = { ...reference, attempt, failures };
      const result = await context.step("dispatch", () => this.dispatch.dispatch(tried));
      let round: Round;
      if (result.outcome === "DISPATCHED") {
        failures = 0;
        round = await this.#awaitAnswer(context, reference, result, isSignalled, ++timeouts);
      } else if (result.outcome === "RETRY_WAIT") {
        failures++;
        round = await this.#awaitRetry(context, reference, result);
      } else if (result.outcome === "BUFFERED") {
        // The plant was away; what failed before is no reason to give up when it is back.
        failures = 0;
        const signal = await context.waitSignal(ACKNOWLEDGEMENT, result.delayMs);
        round = { isOver: false, isSignalled: signal !== undefined };
      } else return;
      if (round.isOver) return;
      isSignalled = round.isSignalled;
    }
  }

  async #awaitAnswer(
    context: FlowContext,
    reference: DispatchReference,
    { ackTimeoutMs }: Dispatched,
    isSignalled: boolean,
    timeouts: number,
  ): Promise<Round> {
    for (let hasSignal = isSignalled; ; hasSignal = false) {
      hasSignal ||= (await context.waitSignal(ACKNOWLEDGEMENT, ackTimeoutMs)) !== undefined;
      const isWaitOver = !hasSignal;
      const answer = await context.step("settle-answer", () => this.acknowledgement.settle(reference, isWaitOver));
      if (answer === "ACK_TIMEOUT") break;
      if (answer !== "NONE") return OVER;
    }
    if (timeouts < ACK_TIMEOUTS_MAX) return { isOver: false, isSignalled: false };
    return await this.#giveUp(context, reference, `The MES took the order ${timeouts} times and never answered.`);
  }

  /** Waits for the answer as well: the MES may have got an order whose dispatch seemed to fail. */
  async #awaitRetry(context: FlowContext, reference: DispatchReference, wait: RetryWait): Promise<Round> {
    if (wait.isLast) return await this.#giveUp(context, reference, `The MES cannot be reached: ${wait.reason}`);
    const { reason, delayMs } = wait;
    this.logger.warn({ event: "order.dispatch-retry", ...reference, reason, delayMs });
    const signal = await context.waitSignal(ACKNOWLEDGEMENT, delayMs);
    return { isOver: false, isSignalled: signal !== undefined };
  }

  async #giveUp(context: FlowContext, reference: DispatchReference, reason: string): Promise<Round> {
    const end = await context.step("give-up", () => this.acknowledgement.giveUp(reference, reason));
    if (end === "GOES_ON") return { isOver: false, isSignalled: true };
    if (end === "DISPATCH_FAILED") this.logger.error({ event: "order.dispatch-failed", ...reference, reason });
    return OVER;
  }
}
