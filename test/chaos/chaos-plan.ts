/** What one run does. The seed repeats every choice of the run; how the processes interleave stays chance. */
export interface ChaosPlan {
  readonly orders: number;
  readonly kills: number;
  readonly workers: number;
  /** Share of requests to the ERP and of dispatches to the MES that fail, in percent. */
  readonly faultPct: number;
  /** Faults of links, processes and servers that befall the run one after the other, besides the kills. */
  readonly disturbances: number;
  /** Messages into the gateway per second that orders are released for; 0 releases them as fast as they are taken. */
  readonly rate: number;
  /** Each disturbance strikes a system that has worked since the one before; else they follow without a rest. */
  readonly isSpaced: boolean;
  readonly seed: number;
}

/** The run that the product promises to survive: 200 orders, simulators failing at 20 %. */
export const DEFAULT_PLAN: Omit<ChaosPlan, "seed"> = {
  orders: 200,
  kills: 8,
  workers: 2,
  faultPct: 20,
  disturbances: 60,
  rate: 0,
  isSpaced: false,
};
