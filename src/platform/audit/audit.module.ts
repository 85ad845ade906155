import { Global, Module } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { UnitOfWork } from "../persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../platform-tokens.js";
import type { Policy } from "../security/policy/policy.js";
import { POLICY } from "../security/security-tokens.js";
import { Metrics } from "../telemetry/metrics.js";
import { auditGauges } from "./audit-gauges.js";
import { AuditLog } from "./audit-log.js";
import { AuditRuntime } from "./audit-runtime.js";
import { AuditKeys } from "./checkpoint/audit-keys.js";
import { CheckpointFile } from "./checkpoint/checkpoint-file.js";
import { DenialRecorder } from "./denial-recorder.js";
import { NodeChronicle } from "./node/node-chronicle.js";
import { AuditController } from "./reads/audit.controller.js";
import { AuditReader } from "./reads/audit-reader.js";
import { AuditPartitions } from "./retention/audit-partitions.js";
import { Sequencer } from "./sequencer/sequencer.js";

const PROVIDERS = [
  {
    provide: DenialRecorder,
    inject: [UnitOfWork, AuditLog, POLICY],
    useFactory: (unitOfWork: UnitOfWork, log: AuditLog, { digest }: Policy) =>
      new DenialRecorder(unitOfWork, log, digest),
  },
  {
    provide: CheckpointFile,
    inject: [CONFIGURATION, CLOCK],
    useFactory: ({ auditCheckpointFile }: Configuration, clock: Clock) =>
      new CheckpointFile(auditCheckpointFile, clock),
  },
  {
    provide: Sequencer,
    inject: [UnitOfWork, AuditLog, CONFIGURATION, Metrics],
    useFactory: (unitOfWork: UnitOfWork, log: AuditLog, { auditKeysDir }: Configuration, metrics: Metrics) => {
      for (const gauge of auditGauges(unitOfWork)) metrics.addGauge(gauge);
      return new Sequencer(unitOfWork, log, AuditKeys.open(auditKeysDir));
    },
  },
  {
    provide: AuditReader,
    inject: [UnitOfWork, AuditLog],
    useFactory: (unitOfWork: UnitOfWork, log: AuditLog) => new AuditReader(unitOfWork, log),
  },
  {
    provide: AuditPartitions,
    inject: [UnitOfWork, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new AuditPartitions(unitOfWork, clock),
  },
  {
    provide: NodeChronicle,
    inject: [UnitOfWork, AuditLog],
    useFactory: (unitOfWork: UnitOfWork, log: AuditLog) => new NodeChronicle(unitOfWork, log),
  },
  {
    provide: AuditRuntime,
    inject: [NodeChronicle, DenialRecorder, Sequencer, AuditPartitions, CheckpointFile, LOGGER, CONFIGURATION, POLICY],
    useFactory: (
      chronicle: NodeChronicle,
      denials: DenialRecorder,
      sequencer: Sequencer,
      partitions: AuditPartitions,
      file: CheckpointFile,
      logger: Logger,
      { role }: Configuration,
      { digest }: Policy,
    ) => {
      const about = { role, policyVersion: digest };
      return new AuditRuntime({ chronicle, denials, sequencer, partitions }, file, logger, about);
    },
  },
];

/** The audit trail's work beside the requests, and what may be read of it. */
@Global()
@Module({ controllers: [AuditController], providers: PROVIDERS, exports: PROVIDERS.map(({ provide }) => provide) })
export class AuditModule {}
