/** Part of the MES simulator: everything it took, captured and sent, in a file, so that a restart goes on where it was. */
import type { JsonLinesStore } from "../json-lines-store.js";
import type { CapturedReport, ExecutionStep, GatewayVerdict, ReceivedDispatch } from "./mes-order.js";

export type JournalEntry =
  | { readonly type: "dispatched"; readonly dispatch: ReceivedDispatch }
  | {
      readonly type: "acknowledged";
      readonly dispatchId: string;
      readonly result: string;
      readonly verdict: GatewayVerdict;
    }
  | { readonly type: "scripted"; readonly order: string; readonly steps: readonly ExecutionStep[] }
  | { readonly type: "captured"; readonly order: string; readonly report: CapturedReport }
  | { readonly type: "reported"; readonly order: string; readonly sequence: number; readonly verdict: GatewayVerdict };

/** What the MES knows of one order. */
export interface OrderRecord {
  readonly dispatches: ReceivedDispatch[];
  /** Dispatches received, repeats included. */
  received: number;
  acknowledgements: { readonly dispatchId: string; readonly result: string; readonly verdict: GatewayVerdict }[];
  steps: ExecutionStep[];
  reports: CapturedReport[];
  verdicts: Map<number, GatewayVerdict>;
}

export class Journal {
  readonly #orders = new Map<string, OrderRecord>();
  readonly #dispatches = new Map<string, ReceivedDispatch>();

  constructor(private readonly store: JsonLinesStore<JournalEntry>) {
    for (const entry of store.loaded) this.#remember(entry);
  }

  write(entry: JournalEntry): void {
    this.store.append(entry);
    this.#remember(entry);
  }

  order(key: string): OrderRecord | undefined {
    return this.#orders.get(key);
  }

  get orders(): ReadonlyMap<string, OrderRecord> {
    return this.#orders;
  }

  dispatch(dispatchId: string): ReceivedDispatch | undefined {
    return this.#dispatches.get(dispatchId);
  }

  /** True when the gateway has taken an answer to this dispatch; a refused answer is tried again with the next dispatch. */
  isAcknowledged(dispatchId: string): boolean {
    const dispatch = this.#dispatches.get(dispatchId);
    if (dispatch === undefined) return false;
    const { acknowledgements } = this.#record(orderKey(dispatch.order));
    return acknowledgements.some((entry) => entry.dispatchId === dispatchId && entry.verdict.status < 400);
  }

  #remember(entry: JournalEntry): void {
    switch (entry.type) {
      case "dispatched":
        this.#dispatches.set(entry.dispatch.dispatchId, entry.dispatch);
        this.#record(orderKey(entry.dispatch.order)).dispatches.push(entry.dispatch);
        break;
      case "acknowledged": {
        const dispatch = this.#dispatches.get(entry.dispatchId);
        if (dispatch !== undefined) this.#record(orderKey(dispatch.order)).acknowledgements.push(entry);
        break;
      }
      case "scripted":
        this.#record(entry.order).steps.push(...entry.steps);
        break;
      case "captured":
        this.#record(entry.order).reports.push(entry.report);
        break;
      case "reported":
        this.#record(entry.order).verdicts.set(entry.sequence, entry.verdict);
        break;
    }
  }

  #record(key: string): OrderRecord {
    const known = this.#orders.get(key);
    if (known !== undefined) return known;
    const record: OrderRecord = {
      dispatches: [],
      received: 0,
      acknowledgements: [],
      steps: [],
      reports: [],
      verdicts: new Map(),
    };
    this.#orders.set(key, record);
    return record;
  }
}

export const orderKey = (order: { readonly plantCode: string; readonly orderNumber: string }): string =>
  `${order.plantCode}/${order.orderNumber}`;
