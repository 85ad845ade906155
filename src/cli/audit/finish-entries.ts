import { systemClock } from "../../kernel/clock.js";
import { AuditKeys, CheckpointFile, NodeChronicle, Sequencer } from "../../platform/audit/public.js";
import type { OpenAudit } from "./open-audit.js";

const ROUNDS_MAX = 100;

/** Ends the command's own entries, and gives them their place when no running process is doing that already. */
export async function finishEntries({ unitOfWork, log, configuration }: OpenAudit): Promise<void> {
  await new NodeChronicle(unitOfWork, log).stop();
  const sequencer = new Sequencer(unitOfWork, log, AuditKeys.open(configuration.auditKeysDir));
  const file = new CheckpointFile(configuration.auditCheckpointFile, systemClock);
  for (let rounds = 0, isMore = true; isMore && rounds < ROUNDS_MAX; rounds++) {
    const result = await sequencer.runRound(true);
    for (const note of result.notes) file.append(note);
    isMore = result.sequenced > 0;
  }
}
