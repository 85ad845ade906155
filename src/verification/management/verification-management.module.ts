import { Module } from "@nestjs/common";
import { AuditLog } from "../../platform/audit/public.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { EnvironmentRegistry } from "../environments/environment-registry.js";
import { PresenceRegistry } from "../environments/presence-registry.js";
import { PlantGroups } from "../fleet/plant-groups.js";
import { PromoteToPlants } from "../fleet/promote-to-plants.js";
import { ReadRollout } from "../fleet/read-rollout.js";
import { AskMatrix } from "../matrix/ask-matrix.js";
import { EquateVersion } from "../participants/equate-version.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { ParticipantPolicies } from "../policy/participant-policies.js";
import { VerificationModule } from "../verification.module.js";
import { ParticipantPoliciesController } from "./participant-policies.controller.js";
import { PlantGroupsController } from "./plant-groups.controller.js";
import { VersionEquivalenceController } from "./version-equivalence.controller.js";

/** What Pact clients do not know: policies of participants, equal versions, groups of plants. */
@Module({
  imports: [VerificationModule],
  controllers: [ParticipantPoliciesController, VersionEquivalenceController, PlantGroupsController],
  providers: [
    {
      provide: ParticipantPolicies,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new ParticipantPolicies(unitOfWork, audit),
    },
    {
      provide: EquateVersion,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new EquateVersion(unitOfWork, audit),
    },
    {
      provide: PlantGroups,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new PlantGroups(unitOfWork, audit),
    },
    {
      provide: ReadRollout,
      inject: [UnitOfWork, PlantGroups],
      useFactory: (unitOfWork: UnitOfWork, groups: PlantGroups) => new ReadRollout(unitOfWork, groups),
    },
    {
      provide: PromoteToPlants,
      inject: [AskMatrix, ParticipantRegistry, EnvironmentRegistry, PresenceRegistry, ReadRollout],
      useFactory: (...parts: ConstructorParameters<typeof PromoteToPlants>) => new PromoteToPlants(...parts),
    },
  ],
})
export class VerificationManagementModule {}
