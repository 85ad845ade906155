import type { BrokerStage } from "./broker-stage.js";

/** The one text that a statement selects as `text`. */
export async function storedText({ unitOfWork }: BrokerStage, statement: string): Promise<string> {
  const [row] = await unitOfWork.read<{ text: string }>(statement);
  if (row === undefined) throw new Error(`no row for ${statement}`);
  return row.text;
}

export const ENVIRONMENT_ID = "SELECT id::text AS text FROM il.pact_environment";
