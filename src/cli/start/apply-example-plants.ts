import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../config/project-root.js";
import type { ApiClient } from "../api-client.js";

/** Digest of each plant folder as it was applied, by database address and folder name. */
type AppliedPlants = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the example plants are applied with. */
export interface ExamplePlantOptions {
  readonly client: Pick<ApiClient, "put" | "post">;
  /** Folder of the record of what was applied. */
  readonly dataDir: string;
  /** Name of the database that the record is about. */
  readonly database: string;
  /** Addresses in the plant folders, and what this start has in their place. */
  readonly addresses: ReadonlyMap<string, string>;
}

/**
 * Applies the plant folders of examples/plants through the API, as `interlock plant apply` does. A folder that did
 * not change since is left alone: what an operator has changed in the running system must survive a restart.
 */
export async function applyExamplePlants(options: ExamplePlantOptions): Promise<string[]> {
  const { applyPlantFolder } = await import("../apply-plant-folder.js");
  const { dataDir, database, addresses } = options;
  const file = join(dataDir, "applied-plants.json");
  const applied: AppliedPlants = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as AppliedPlants) : {};
  const digests: Record<string, string> = { ...applied[database] };
  const changed = listExamplePlants().filter(({ name, path }) => digests[name] !== digestOf(path, addresses));
  for (const { name, path } of changed) {
    await applyPlantFolder(withAddresses(options), path);
    digests[name] = digestOf(path, addresses);
    write(file, { ...applied, [database]: digests });
  }
  return changed.map(({ name }) => name);
}

/** The folders name the simulators at their default ports; a start on other ports sends those instead. */
function withAddresses({ client, addresses }: ExamplePlantOptions): Pick<ApiClient, "put" | "post"> {
  const replace = (_key: string, value: unknown): unknown =>
    typeof value === "string" ? (addresses.get(value) ?? value) : value;
  return {
    post: (path, body, request) => client.post(path, body, request),
    put: (path, body, request) => client.put(path, JSON.parse(JSON.stringify(body, replace)), request),
  };
}

/** A plant folder, named by its plant code. */
export interface ExamplePlant {
  readonly name: string;
  readonly path: string;
}

export function listExamplePlants(): ExamplePlant[] {
  const root = join(projectRoot, "examples", "plants");
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, "plant.yaml")))
    .toSorted()
    .map((name) => ({ name, path: join(root, name) }));
}

function digestOf(folder: string, addresses: ExamplePlantOptions["addresses"]): string {
  const hash = createHash("sha256").update(JSON.stringify([...addresses]));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())) {
    const path = join(entry.parentPath, entry.name);
    hash.update(`${path.slice(folder.length)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function write(file: string, applied: AppliedPlants): void {
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(applied, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}
