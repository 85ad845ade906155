import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../config/project-root.js";

const REFERENCE = /^template\/([a-z0-9-]+@[1-9][0-9]{0,3})$/;

/** The templates that ship with the product: what plants of one kind have in common. A change makes a new version. */
export class PlantTemplates {
  constructor(private readonly folder: string = join(projectRoot, "src", "plants", "templates")) {}

  /** References a plant may extend, such as `template/process-sap@1`. */
  get references(): string[] {
    const files = readdirSync(this.folder).filter((name) => name.endsWith(".yaml"));
    return files.map((name) => `template/${name.slice(0, -".yaml".length)}`).toSorted();
  }

  /** The template's document, or undefined when there is none of that name and version. */
  find(reference: string): Readonly<Record<string, unknown>> | undefined {
    const name = REFERENCE.exec(reference)?.[1];
    if (name === undefined || !this.references.includes(reference)) return undefined;
    return parse(readFileSync(join(this.folder, `${name}.yaml`), "utf8")) as Record<string, unknown>;
  }
}
