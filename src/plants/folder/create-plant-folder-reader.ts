import { DocumentSchemas } from "../document-schemas.js";
import { PlantTemplates } from "../profile/plant-template.js";
import { PlantProfileResolver } from "../profile/resolve-plant-profile.js";
import { type ProfileCheck, ProfileChecks } from "../profile/profile-checks.js";
import { PlantFolderReader } from "./read-plant-folder.js";

/**
 * A reader of plant folders that needs no server: the schemas and templates that ship with the product.
 * @param checks what capabilities above know about profiles, such as the expressions of connectors
 */
export function createPlantFolderReader(checks: readonly ProfileCheck[] = []): PlantFolderReader {
  const schemas = new DocumentSchemas();
  return new PlantFolderReader(
    schemas,
    new PlantProfileResolver(schemas, new PlantTemplates(), false, new ProfileChecks(checks)),
  );
}
