/** Part of the MES simulator: what it receives and what it reports. */
export interface Amount {
  readonly value: string;
  readonly unit: string;
}

export interface MesComponent {
  readonly componentLine: string;
  readonly operationNumber: string;
  readonly materialNumber: string;
  readonly quantity: Amount;
  readonly lotRequired?: boolean;
  readonly lotNumber?: string;
  readonly backflush?: boolean;
  readonly isByProduct?: boolean;
  readonly allocatedLots?: readonly {
    readonly lotNumber: string;
    readonly quantity: Amount;
    readonly handlingUnit?: string;
  }[];
}

/** As much of a dispatched order as the simulator plays. */
export interface MesOrder {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly quantity: Amount;
  readonly lotNumber?: string;
  readonly operations: readonly { readonly operationNumber: string; readonly sequence: number }[];
  readonly components: readonly MesComponent[];
}

export interface Dispatch {
  readonly dispatchId: string;
  readonly revision: number;
  readonly order: MesOrder;
}

/** A dispatch as it was taken; its time makes every repeat of the answer the same. */
export interface ReceivedDispatch extends Dispatch {
  readonly receivedAt: string;
}

/** One step of an execution: a ConfirmationReport of the contract without its sequence and time. */
export interface ExecutionStep {
  readonly operationNumber: string;
  readonly kind: "START" | "PAUSE" | "RESUME" | "PARTIAL" | "COMPLETE";
  readonly yield?: Amount;
  readonly scrap?: Amount;
  readonly rework?: Amount;
  readonly scrapReasonCode?: string;
  readonly consumption?: readonly {
    readonly componentLine: string;
    readonly quantity: Amount;
    readonly lots?: readonly { readonly lotNumber: string; readonly quantity: Amount }[];
  }[];
  readonly producedLots?: readonly { readonly lotNumber: string; readonly quantity: Amount }[];
  readonly final?: boolean;
}

/** A step as it was captured in the plant: from then on it never changes, however often it is sent. */
export interface CapturedReport extends ExecutionStep {
  readonly sequence: number;
  readonly occurredAt: string;
}

export interface GatewayVerdict {
  readonly status: number;
  readonly location?: string;
  /** Body of a refusal. */
  readonly problem?: unknown;
}
