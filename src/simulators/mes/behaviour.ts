/** Part of the MES simulator: how it behaves; `POST /simulator/behaviour` changes the members it names. */
export interface Behaviour {
  readonly acknowledge: "ACK" | "NACK" | "SILENT";
  readonly nackCode: string;
  /** Between taking a dispatch and acknowledging it. */
  readonly delayMs: number;
  /** Plays the default script as soon as an order is acknowledged. */
  readonly autoExecute: boolean;
  /** Between two reports of an execution. */
  readonly stepDelayMs: number;
  /** Share of dispatches that fail: half with 503 before they are taken, half with a lost answer after. */
  readonly faultProbability: number;
  readonly seed: number;
  readonly scrapPct: number;
  readonly scrapReasonCode: string;
  /** Lots that a material is taken from, in order; other lot-controlled materials get two made-up lots. */
  readonly lots: Readonly<Record<string, readonly string[]>>;
  /** Unit of the plant → UNECE Rec 20, which the contract of the gateway wants. */
  readonly units: Readonly<Record<string, string>>;
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  acknowledge: "ACK",
  nackCode: "NO_RECIPE",
  delayMs: 50,
  autoExecute: false,
  stepDelayMs: 0,
  faultProbability: 0,
  seed: 1,
  scrapPct: 2,
  scrapReasonCode: "S01",
  lots: {},
  units: {
    KG: "KGM",
    G: "GRM",
    T: "TNE",
    TO: "TNE",
    L: "LTR",
    ML: "MLT",
    M: "MTR",
    ST: "C62",
    EA: "C62",
    PC: "C62",
    H: "HUR",
  },
};
