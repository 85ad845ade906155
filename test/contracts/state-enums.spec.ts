import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { ContractFiles, listOf, textOf } from "./contract-files.js";

const contracts = new ContractFiles();

/** State machine of il.state_transition → file below contracts/schemas and enum in it. */
const ENUM_OF_MACHINE: Readonly<Record<string, readonly [file: string, definition: string]>> = {
  "production-order": ["production-order", "OrderState"],
  "production-order-sync": ["production-order", "SyncState"],
  operation: ["production-order", "OperationState"],
  confirmation: ["production-order", "ConfirmationState"],
  posting: ["production-order", "PostingState"],
  movement: ["inventory-movement", "MovementState"],
  "quality-hold": ["quality-event", "HoldState"],
  nonconformance: ["quality-event", "NonconformanceState"],
  lot: ["genealogy", "LotDisposition"],
};

/** Machines of the management API, which is described from the code; no contract names their states. */
const MACHINES_WITHOUT_CONTRACT = ["approval-proposal", "plant-link", "posting-change", "replay"];

/** Every state named in the transitions that the migrations insert, by machine. */
function statesOfMigrations(): Map<string, Set<string>> {
  const folder = join(projectRoot, "migrations");
  const sql = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const states = new Map<string, Set<string>>();
  for (const [, machine = "", from = "", to = ""] of sql
    .join()
    .matchAll(/\('([a-z-]+)', '([A-Z_]+)', '([A-Z_]+)'\)/g)) {
    states.set(machine, (states.get(machine) ?? new Set()).add(from).add(to));
  }
  return states;
}

describe("state enums", () => {
  const states = statesOfMigrations();

  it("each machine of the database has an enum in the contract", () => {
    const known = [...Object.keys(ENUM_OF_MACHINE), ...MACHINES_WITHOUT_CONTRACT];
    assert.deepEqual([...states.keys()].toSorted(), known.toSorted());
  });

  for (const [machine, [file, definition]] of Object.entries(ENUM_OF_MACHINE)) {
    it(`${definition} lists exactly the states of the machine ${machine}`, () => {
      const schema = contracts.at(`schemas/${file}.yaml`, `/$defs/${definition}`);
      assert.deepEqual(listOf(schema["enum"]).map(textOf).toSorted(), [...(states.get(machine) ?? [])].toSorted());
    });
  }
});
