import { Module } from "@nestjs/common";
import type { Clock } from "../kernel/clock.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK } from "../platform/platform-tokens.js";
import { DocumentSchemas } from "./document-schemas.js";
import { MasterDataController } from "./master-data.controller.js";
import { MasterDataStores } from "./master-data/master-data-stores.js";
import { MasterRecordStore } from "./master-data/master-record.store.js";
import { ReadMasterData } from "./master-data/read-master-data.js";
import { StockBalanceStore } from "./master-data/stock-balance.store.js";
import { UpsertMasterData } from "./master-data/upsert-master-data.js";
import { PlantsController } from "./plants.controller.js";
import { ApplyPlantProfile } from "./profile/apply-plant-profile.js";
import { PlantDirectory } from "./profile/plant-directory.js";
import { PlantProfileStore } from "./profile/plant-profile.store.js";
import { PlantTemplates } from "./profile/plant-template.js";
import { PlantProfileResolver } from "./profile/resolve-plant-profile.js";

/** Plant profiles and master data. Needs the global PlatformModule and SecurityModule. */
@Module({
  controllers: [PlantsController, MasterDataController],
  providers: [
    { provide: DocumentSchemas, useFactory: () => new DocumentSchemas() },
    {
      provide: PlantProfileResolver,
      inject: [DocumentSchemas],
      useFactory: (schemas: DocumentSchemas) => new PlantProfileResolver(schemas, new PlantTemplates()),
    },
    {
      provide: PlantProfileStore,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new PlantProfileStore(unitOfWork),
    },
    {
      provide: PlantDirectory,
      inject: [PlantProfileStore, CLOCK],
      useFactory: (store: PlantProfileStore, clock: Clock) => new PlantDirectory(store, clock),
    },
    {
      provide: ApplyPlantProfile,
      inject: [UnitOfWork, PlantProfileStore, PlantProfileResolver, PlantDirectory, AuditLog],
      useFactory: (
        unitOfWork: UnitOfWork,
        store: PlantProfileStore,
        resolver: PlantProfileResolver,
        directory: PlantDirectory,
        audit: AuditLog,
      ) => new ApplyPlantProfile(unitOfWork, store, resolver, directory, audit),
    },
    {
      provide: MasterDataStores,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) =>
        new MasterDataStores(new MasterRecordStore(unitOfWork), new StockBalanceStore(unitOfWork)),
    },
    {
      provide: UpsertMasterData,
      inject: [UnitOfWork, DocumentSchemas, MasterDataStores, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, schemas: DocumentSchemas, stores: MasterDataStores, audit: AuditLog) =>
        new UpsertMasterData(unitOfWork, schemas, stores, audit),
    },
    {
      provide: ReadMasterData,
      inject: [MasterDataStores, CLOCK],
      useFactory: (stores: MasterDataStores, clock: Clock) => new ReadMasterData(stores, clock),
    },
  ],
  exports: [PlantDirectory, ApplyPlantProfile, UpsertMasterData, ReadMasterData],
})
export class PlantsModule {}
