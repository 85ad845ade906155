import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Finding } from "../../kernel/finding.js";
import type { DocumentSchemas } from "../document-schemas.js";
import { checkItem } from "../master-data/check-item.js";
import type { MasterDataItem } from "../master-data/master-data-item.js";
import { isObject } from "../profile/merge-documents.js";
import type { PlantProfileResolver } from "../profile/resolve-plant-profile.js";
import { checkMappings } from "./check-mappings.js";
import type { PlantFolder } from "./plant-folder.js";

const PLANT_FILE = "plant.yaml";
const MASTER_DATA_FOLDER = "master-data";

/** Reads plant folders: plant.yaml, and one list of documents per master-data/<type>.yaml. */
export class PlantFolderReader {
  constructor(
    private readonly schemas: DocumentSchemas,
    private readonly resolver: PlantProfileResolver,
  ) {}

  /** Reads and checks everything; what is wrong is in the findings. @throws when the folder itself cannot be read. */
  read(folder: string): PlantFolder {
    const names = readdirSync(folder);
    const findings = names
      .filter((name) => !isExpected(name))
      .map((name) => unreadable(name, "is not a part of a plant folder", REMEDY));
    if (!names.includes(PLANT_FILE))
      findings.push(unreadable(PLANT_FILE, "is missing", "Write it; it names the plant."));
    const document = names.includes(PLANT_FILE) ? readYaml(folder, PLANT_FILE, findings) : undefined;
    const resolution = document === undefined ? undefined : this.resolver.resolve(document, PLANT_FILE);
    findings.push(...(resolution?.findings ?? []));
    const records = names.includes(MASTER_DATA_FOLDER) ? this.#records(folder, plantCodeOf(document), findings) : [];
    if (resolution?.profile !== undefined) findings.push(...checkMappings(resolution.profile, records));
    return { document: isObject(document) ? document : {}, profile: resolution?.profile, records, findings };
  }

  #records(folder: string, plantCode: string | undefined, findings: Finding[]): MasterDataItem[] {
    return readdirSync(join(folder, MASTER_DATA_FOLDER))
      .toSorted()
      .flatMap((name) => this.#recordsOf(folder, `${MASTER_DATA_FOLDER}/${name}`, plantCode, findings));
  }

  #recordsOf(folder: string, file: string, plantCode: string | undefined, findings: Finding[]): MasterDataItem[] {
    if (!file.endsWith(".yaml")) {
      findings.push(unreadable(file, "is not a .yaml file", "Name it master-data/<type>.yaml or take it away."));
      return [];
    }
    const list = readYaml(folder, file, findings);
    if (list === undefined) return [];
    if (!Array.isArray(list)) {
      findings.push(unreadable(file, "must be a list of documents", "Start each document with a dash."));
      return [];
    }
    const type = file.slice(MASTER_DATA_FOLDER.length + 1, -".yaml".length);
    const records = list.map((entry: unknown) => toItem(type, entry));
    // Without a plant every record would be found to lack one, and the one real fault would drown in the list.
    if (plantCode === undefined) return records;
    records.forEach((record, index) =>
      findings.push(...checkItem(this.schemas, record, plantCode, { source: file, pointer: `/${index}` }).findings),
    );
    return records;
  }
}

const REMEDY = "A plant folder holds plant.yaml, README.md and the folder master-data; move it elsewhere.";

const isExpected = (name: string): boolean => [PLANT_FILE, MASTER_DATA_FOLDER, "README.md"].includes(name);

/** Also of a plant.yaml that has findings elsewhere. */
function plantCodeOf(document: unknown): string | undefined {
  const code = isObject(document) ? document["plant"] : undefined;
  return typeof code === "string" ? code : undefined;
}

/** An entry is the document itself; its effective date stands beside the document's members. */
function toItem(type: string, entry: unknown): MasterDataItem {
  if (!isObject(entry)) return { type, document: entry };
  const { effectiveFrom, ...document } = entry;
  return effectiveFrom === undefined ? { type, document } : { type, document, effectiveFrom: textOf(effectiveFrom) };
}

/** Anything but text is no time, and its finding shows what was written. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function readYaml(folder: string, file: string, findings: Finding[]): unknown {
  const document = parseDocument(readFileSync(join(folder, file), "utf8"), { uniqueKeys: true });
  const fault = document.errors[0] ?? document.warnings[0];
  try {
    if (fault === undefined) return document.toJS({ maxAliasCount: 100 });
    findings.push(unreadable(file, `is not valid YAML: ${fault.message.split(":\n")[0]}`, "Correct the file."));
  } catch (error) {
    // Aliases that do not resolve, or so many of them that they would fill the memory.
    findings.push(
      unreadable(file, `cannot be expanded: ${String(error)}`, "Write the values out instead of using aliases."),
    );
  }
  return undefined;
}

function unreadable(file: string, fault: string, fix: string): Finding {
  return {
    code: "PLANT_FOLDER_INVALID",
    severity: "ERROR",
    check: "folder",
    message: `${file} ${fault}.`,
    pointer: "",
    fix,
  };
}
