import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

export const CREATE_EFFECT_TABLE = `
  CREATE TABLE public.effect (id bigserial PRIMARY KEY, workflow_id text, step text, pid int, at timestamptz DEFAULT now())`;

export interface EffectInput {
  readonly steps: number;
  /** Time one step takes. */
  readonly stepMs: number;
  /** Number of the step that fails, while the table public.poison has a row. */
  readonly poisonStep?: number;
  readonly sleepMs?: number;
  readonly signalTopic?: string;
  readonly signalTimeoutMs?: number;
}

/** A flow whose steps leave a row each, so that a test can count what was really done, by whom and how often. */
export class EffectFlow implements FlowDefinition<EffectInput> {
  readonly flow = "effect@1";
  readonly workflowsInFlightMax = 100;
  readonly stepsInFlightMax = 10;

  constructor(private readonly pool: Pool) {}

  async run(context: FlowContext, input: EffectInput): Promise<void> {
    for (let n = 0; n < input.steps; n++) {
      await context.step(`effect-${n}`, () => this.#effect(context.workflowId, n, input));
    }
    if (input.sleepMs !== undefined) await context.sleep(input.sleepMs);
    if (input.signalTopic !== undefined) {
      const signal = await context.waitSignal<{ text: string }>(input.signalTopic, input.signalTimeoutMs ?? 0);
      await context.step("signal", () => this.#write(context.workflowId, `signal:${signal?.text ?? "none"}`));
    }
  }

  async #effect(workflowId: string, n: number, input: EffectInput): Promise<number> {
    await this.#write(workflowId, `effect-${n}`);
    await delay(input.stepMs);
    if (input.poisonStep === n) await this.#poison();
    return n;
  }

  async #poison(): Promise<void> {
    const { rows } = await this.pool.query<{ exists: boolean }>(
      "SELECT to_regclass('public.antidote') IS NOT NULL AS exists",
    );
    if (rows[0]?.exists !== true) throw new Error("poison");
  }

  async #write(workflowId: string, step: string): Promise<void> {
    await this.pool.query("INSERT INTO public.effect (workflow_id, step, pid) VALUES ($1, $2, $3)", [
      workflowId,
      step,
      process.pid,
    ]);
  }
}

/** What the steps of a workflow left behind, in order. */
export async function effectsOf(pool: Pool, workflowId: string): Promise<{ step: string; pid: number }[]> {
  const statement = "SELECT step, pid FROM public.effect WHERE workflow_id = $1 ORDER BY id";
  return (await pool.query<{ step: string; pid: number }>(statement, [workflowId])).rows;
}
