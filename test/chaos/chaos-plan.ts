/** What one run does. The seed repeats every choice of the run; how the processes interleave stays chance. */
export interface ChaosPlan {
  readonly orders: number;
  readonly kills: number;
  readonly workers: number;
  /** Share of requests to the ERP and of dispatches to the MES that fail, in percent. */
  readonly faultPct: number;
  readonly seed: number;
}

/** The run that the product promises to survive: 200 orders, simulators failing at 20 %. */
export const DEFAULT_PLAN: Omit<ChaosPlan, "seed"> = { orders: 200, kills: 8, workers: 2, faultPct: 20 };
