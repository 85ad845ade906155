import { Module } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../../platform/audit/public.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../../platform/platform-tokens.js";
import { CleanUpController } from "./clean-up.controller.js";
import { CleanUpPolicies } from "./clean-up-policies.js";
import { CleanUpRegistry } from "./clean-up-registry.js";
import { CleanUpRunner } from "./clean-up-runner.js";

/** How long the registry of consumer contracts keeps what nobody needs any more. */
@Module({
  controllers: [CleanUpController],
  providers: [
    {
      provide: CleanUpPolicies,
      inject: [UnitOfWork, AuditLog, CLOCK],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, clock: Clock) =>
        new CleanUpPolicies(unitOfWork, audit, clock),
    },
    {
      provide: CleanUpRegistry,
      inject: [UnitOfWork, AuditLog, CLOCK],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, clock: Clock) =>
        new CleanUpRegistry(unitOfWork, audit, clock),
    },
    {
      provide: CleanUpRunner,
      inject: [CleanUpPolicies, CleanUpRegistry, UlidFactory, LOGGER, CONFIGURATION],
      useFactory: (
        policies: CleanUpPolicies,
        registry: CleanUpRegistry,
        ids: UlidFactory,
        logger: Logger,
        { role }: Configuration,
      ) => new CleanUpRunner(policies, registry, ids, logger, role),
    },
  ],
})
export class CleanUpModule {}
