import type { Tx } from "../persistence/unit-of-work.js";

/** Row of il.engine_command as the batch statements take it. */
export interface EngineCommandRow {
  readonly kind: "START" | "SIGNAL";
  /** `name@version` of the flow; null for a signal. */
  readonly flow: string | null;
  readonly workflow_id: string;
  readonly topic: string | null;
  readonly input: Readonly<Record<string, unknown>>;
}

const INSERT = `
  INSERT INTO il.engine_command (kind, flow, workflow_id, topic, input)
  SELECT kind, flow, workflow_id, topic, input
  FROM json_to_recordset($1) AS c(kind text, flow text, workflow_id text, topic text, input json)`;

/** Asks for a workflow; the same workflow id never runs twice. */
export function startCommand(
  flow: string,
  workflowId: string,
  input: Readonly<Record<string, unknown>>,
): EngineCommandRow {
  return { kind: "START", flow, workflow_id: workflowId, topic: null, input };
}

/** Sends a message to a workflow, which gets it even when it is not waiting yet. */
export function signalCommand(
  workflowId: string,
  topic: string,
  input: Readonly<Record<string, unknown>>,
): EngineCommandRow {
  return { kind: "SIGNAL", flow: null, workflow_id: workflowId, topic, input };
}

/** Writes the commands in the business transaction; a worker carries each out at least once, by idempotent ids. */
export async function appendEngineCommands(tx: Tx, commands: readonly EngineCommandRow[]): Promise<void> {
  if (commands.length > 0) await tx.query(INSERT, [JSON.stringify(commands)]);
}
