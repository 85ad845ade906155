export { AuditModule } from "./audit.module.js";
export { AuditLog, type AuditIntent, type PreparedEntry } from "./audit-log.js";
export { AuditKeys } from "./checkpoint/audit-keys.js";
export { CheckpointFile } from "./checkpoint/checkpoint-file.js";
export { RotateSigningKey } from "./checkpoint/rotate-signing-key.js";
export { DenialRecorder } from "./denial-recorder.js";
export { DatabaseLog } from "./export/database-log.js";
export { verifyDatabase } from "./export/verify-database.js";
export { writeExport } from "./export/write-export.js";
export { NodeChronicle } from "./node/node-chronicle.js";
export { openAuditLog } from "./open-audit-log.js";
export { AuditReader } from "./reads/audit-reader.js";
export { ErasePersonalValues } from "./retention/erase-personal-values.js";
export { PruneEntries } from "./retention/prune-entries.js";
export { Sequencer } from "./sequencer/sequencer.js";
export {
  describeReport,
  openExport,
  readNotes,
  type Report,
  type VerifyOptions,
  verifyLog,
} from "./verifier/verify.js";
