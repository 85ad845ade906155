import assert from "node:assert/strict";
import { join } from "node:path";
import { projectRoot } from "../../../src/config/project-root.js";
import { createPlantFolderReader } from "../../../src/plants/public.js";
import type { GatewayClient } from "./gateway-client.js";

type Json = Readonly<Record<string, unknown>>;

/** Changes to the plant's document; objects are merged, everything else is replaced. */
export interface PlantChange {
  readonly [member: string]: unknown;
}

/** Puts the example plant P100 into force through the management API, master data included. */
export async function applyPlant(client: GatewayClient, change: PlantChange): Promise<void> {
  const folder = createPlantFolderReader().read(join(projectRoot, "examples", "plants", "P100"));
  await putPlant(client, change);
  const items = folder.records;
  const path = "/platform/v1/master-data:bulk?plantCode=P100";
  const answer = await client.send(`POST ${path}`, { as: "operator", body: { items } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

/** Puts the profile alone into force, with other settings. */
export async function putPlant(client: GatewayClient, change: PlantChange): Promise<void> {
  const folder = createPlantFolderReader().read(join(projectRoot, "examples", "plants", "P100"));
  const body = merge(folder.document, change);
  const answer = await client.send("PUT /platform/v1/plants/P100", { as: "operator", body });
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
}

/** Objects are merged member by member, everything else is taken from the change. */
export function merge(base: Json, change: PlantChange): Json {
  const merged = Object.entries(change).map(([name, value]) => {
    const before = base[name];
    return [name, isObject(value) && isObject(before) ? merge(before, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(merged) };
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
