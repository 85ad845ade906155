import { Module } from "@nestjs/common";
import type { Configuration } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION } from "../platform/platform-tokens.js";
import { MasterDataController } from "./master-data.controller.js";
import { ReadMasterData } from "./master-data/read-master-data.js";
import { UpsertMasterData } from "./master-data/upsert-master-data.js";
import { type PlantServices, createPlantServices } from "./plant-services.js";
import { PlantsController } from "./plants.controller.js";
import { ApplyPlantProfile } from "./profile/apply-plant-profile.js";
import { ProfileChecks } from "./profile/profile-checks.js";
import { PlantDirectory } from "./profile/plant-directory.js";
import { PlantProfileStore } from "./profile/plant-profile.store.js";

const SERVICES = "PlantServices";

/** Plant profiles and master data. Needs the global PlatformModule and SecurityModule. */
@Module({
  controllers: [PlantsController, MasterDataController],
  providers: [
    {
      provide: SERVICES,
      inject: [UnitOfWork, AuditLog, CLOCK, CONFIGURATION, ProfileChecks],
      useFactory: (
        unitOfWork: UnitOfWork,
        audit: AuditLog,
        clock: Clock,
        { environment }: Pick<Configuration, "environment">,
        checks: ProfileChecks,
      ) => createPlantServices(unitOfWork, audit, clock, environment === "production", checks),
    },
    { provide: ProfileChecks, useFactory: () => new ProfileChecks() },
    { provide: PlantDirectory, inject: [SERVICES], useFactory: ({ directory }: PlantServices) => directory },
    { provide: PlantProfileStore, inject: [SERVICES], useFactory: ({ profiles }: PlantServices) => profiles },
    { provide: ApplyPlantProfile, inject: [SERVICES], useFactory: ({ applyPlant }: PlantServices) => applyPlant },
    {
      provide: UpsertMasterData,
      inject: [SERVICES],
      useFactory: ({ upsertMasterData }: PlantServices) => upsertMasterData,
    },
    { provide: ReadMasterData, inject: [SERVICES], useFactory: ({ readMasterData }: PlantServices) => readMasterData },
  ],
  exports: [PlantDirectory, ProfileChecks, ApplyPlantProfile, UpsertMasterData, ReadMasterData],
})
export class PlantsModule {}
