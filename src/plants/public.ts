export type {
  PlantProfile,
  ErpSystem,
  MesSystem,
  PlantMappings,
  B2mmlProfile,
  AuthorityField,
  CheckPolicy,
  ClassificationRule,
  CriticalAction,
  OwningSystem,
  ReleaseCheckName,
} from "./plant-profile.js";
export { type Holds, ownerOf, requireAuthority, speaksForOwner } from "./field-authority.js";
export type { AppliedPlant } from "./profile/plant-profile.store.js";
export { PlantDirectory } from "./profile/plant-directory.js";
export { readPlantProfile } from "./profile/read-plant-profile.js";
export type { ChangeActor } from "./change-actor.js";
export type { SqlSource } from "./sql-source.js";
export type {
  BillOfMaterial,
  Lot,
  MasterDataDocuments,
  MasterDataType,
  Material,
  PlantCalendar,
  PlantRecord,
  PostingPeriod,
  ReasonCode,
  Routing,
  StockBalance,
  UnitOfMeasure,
  Weekday,
  WorkCenter,
} from "./master-data/documents.js";
export type { MasterDataItem } from "./master-data/master-data-item.js";
export { lotKey, masterDataKey } from "./master-data/master-data-keys.js";
export { type WantedRecords, EffectiveRecords, readEffectiveRecords } from "./master-data/effective-records.js";
export { type StockRow, readUnrestrictedStock } from "./master-data/stock-rows.js";
export { readMaterialUnits } from "./master-data/material-units-reader.js";
export { readReasonCodes } from "./master-data/reason-codes-reader.js";
export { MaterialUnits } from "./units/material-units.js";
export { UnitRegistry } from "./units/unit-registry.js";
export { type ItemOutcome, UpsertMasterData } from "./master-data/upsert-master-data.js";
export { type AppliedProfile, ApplyPlantProfile } from "./profile/apply-plant-profile.js";
export { type ProfileCheck, ProfileChecks } from "./profile/profile-checks.js";
export { insecureSystemUrls } from "./profile/insecure-system-urls.js";
export { createPlantFolderReader } from "./folder/create-plant-folder-reader.js";
export type { PlantFolder } from "./folder/plant-folder.js";
export { SAP_CODE_LENGTHS } from "./erp-code-lengths.js";
export { instantOf } from "./instant.js";
export { plantDate } from "./plant-date.js";
export { type PlantServices, createPlantServices } from "./plant-services.js";
export { PlantsModule } from "./plants.module.js";
