import { DocumentSchemas } from "../document-schemas.js";
import { PlantTemplates } from "../profile/plant-template.js";
import { PlantProfileResolver } from "../profile/resolve-plant-profile.js";
import { PlantFolderReader } from "./read-plant-folder.js";

/** A reader of plant folders that needs no server: the schemas and templates that ship with the product. */
export function createPlantFolderReader(): PlantFolderReader {
  const schemas = new DocumentSchemas();
  return new PlantFolderReader(schemas, new PlantProfileResolver(schemas, new PlantTemplates()));
}
