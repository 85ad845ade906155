export type { PlantProfile, ErpSystem, MesSystem, PlantMappings, B2mmlProfile, CheckPolicy, ReleaseCheckName } from "./plant-profile.js";
