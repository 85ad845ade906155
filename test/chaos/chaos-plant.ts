import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { projectRoot } from "../../src/config/project-root.js";
import { ERP_TIMEOUT_MS } from "./simulator-faults.js";

interface PlantFile {
  readonly systems: { readonly erp: object; readonly mes: object };
}

/** Copies plant P100 with the addresses of this run's simulators and with impatient retries. @returns the copy */
export function copyChaosPlant(folder: string, erpUrl: string, mesUrl: string): string {
  const copy = join(folder, "P100");
  cpSync(join(projectRoot, "examples", "plants", "P100"), copy, { recursive: true });
  const file = join(copy, "plant.yaml");
  const plant = parse(readFileSync(file, "utf8")) as PlantFile;
  const { erp, mes } = plant.systems;
  const systems = {
    erp: { ...erp, url: erpUrl, timeoutMs: ERP_TIMEOUT_MS },
    mes: { ...mes, url: mesUrl, timeoutMs: 2_000, ackTimeoutSeconds: 10 },
  };
  const retry = { baseMs: 100, factor: 2, maxMs: 2_000, maxAgeHours: 1 };
  writeFileSync(file, stringify({ ...plant, systems, retry }));
  return copy;
}
