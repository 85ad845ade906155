import type { Clock } from "../kernel/clock.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { DocumentSchemas } from "./document-schemas.js";
import { MasterDataStores } from "./master-data/master-data-stores.js";
import { MasterRecordStore } from "./master-data/master-record.store.js";
import { ReadMasterData } from "./master-data/read-master-data.js";
import { StockBalanceStore } from "./master-data/stock-balance.store.js";
import { UpsertMasterData } from "./master-data/upsert-master-data.js";
import { ApplyPlantProfile } from "./profile/apply-plant-profile.js";
import { PlantDirectory } from "./profile/plant-directory.js";
import { PlantProfileStore } from "./profile/plant-profile.store.js";
import { PlantTemplates } from "./profile/plant-template.js";
import { ProfileChecks } from "./profile/profile-checks.js";
import { PlantProfileResolver } from "./profile/resolve-plant-profile.js";

/** What this capability can do, put together without Nest: the module hands its parts out, and tools may use it alone. */
export interface PlantServices {
  readonly directory: PlantDirectory;
  readonly profiles: PlantProfileStore;
  readonly applyPlant: ApplyPlantProfile;
  readonly upsertMasterData: UpsertMasterData;
  readonly readMasterData: ReadMasterData;
}

/**
 * @param isTlsRequired refuses profiles whose systems on other machines would be reached without TLS
 * @param checks what capabilities above know about profiles
 */
export function createPlantServices(
  unitOfWork: UnitOfWork,
  audit: AuditLog,
  clock: Clock,
  isTlsRequired = false,
  checks = new ProfileChecks(),
): PlantServices {
  const schemas = new DocumentSchemas();
  const profiles = new PlantProfileStore(unitOfWork);
  const directory = new PlantDirectory(profiles, clock);
  const resolver = new PlantProfileResolver(schemas, new PlantTemplates(), isTlsRequired, checks);
  const stores = new MasterDataStores(new MasterRecordStore(unitOfWork), new StockBalanceStore(unitOfWork));
  return {
    directory,
    profiles,
    applyPlant: new ApplyPlantProfile(unitOfWork, profiles, resolver, directory, audit),
    upsertMasterData: new UpsertMasterData(unitOfWork, schemas, stores, audit),
    readMasterData: new ReadMasterData(stores, clock),
  };
}
