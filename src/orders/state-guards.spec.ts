import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Client } from "pg";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import { postingStates } from "../delivery/posting-states.js";
import type { StateMachine } from "../kernel/state-machine.js";
import { PLANT_LINK } from "./link/plant-link.js";
import { CONFIRMATION, OPERATION, PRODUCTION_ORDER, PRODUCTION_ORDER_SYNC } from "./states.js";

/** A machine with the column that holds its state. */
interface Guarded {
  readonly machine: StateMachine<string>;
  readonly table: string;
  readonly column: string;
}

const GUARDED: readonly Guarded[] = [
  { machine: PRODUCTION_ORDER, table: "production_order", column: "state" },
  { machine: PRODUCTION_ORDER_SYNC, table: "production_order", column: "sync_state" },
  { machine: OPERATION, table: "order_operation", column: "state" },
  { machine: CONFIRMATION, table: "confirmation", column: "state" },
  { machine: PLANT_LINK, table: "plant_link", column: "state" },
  { machine: postingStates, table: "posting", column: "state" },
];

/** One row of each table, in the initial states. */
const ROWS = [
  "INSERT INTO il.plant_link (plant_code) VALUES ('P')",
  `INSERT INTO il.production_order (id, plant_code, order_number, revision, document, document_hash, material_number,
     quantity, unit, operation_id, client_id, correlation_id, traceparent)
   VALUES ('1', 'P', '1', 1, '{}', '', 'M', 1, 'KGM', '1', 'erp', '', '')`,
  `INSERT INTO il.order_operation (plant_code, order_number, operation_number, sequence, work_center_code,
     confirmation_required, is_milestone) VALUES ('P', '1', '0010', 1, 'W', true, false)`,
  `INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, kind, document,
     document_hash, operation_id, correlation_id, traceparent)
   VALUES ('1', 'P', '1', 'mes', '0010', 'START', '{}', '', '1', '', '')`,
  `INSERT INTO il.posting (id, plant_code, order_number, destination, lane, kind, source_id, operation_id, document,
     external_key, correlation_id, traceparent) VALUES ('1', 'P', '1', 'E', 0, 'CONFIRMATION', '1', '1', '{}', 'k', '', '')`,
];

describe("the database, whatever the code does", () => {
  let database: TestDatabase;
  let client: Client;

  before(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    for (const row of ROWS) await client.query(row);
  });
  after(async () => {
    await client.end();
    await database.drop();
  });

  /** SQLSTATE of the move, undefined when it is allowed. The start is set past the guards. */
  const move = async ({ table, column }: Guarded, from: string, to: string): Promise<string | undefined> => {
    await client.query("BEGIN");
    try {
      await client.query("SET LOCAL session_replication_role = replica");
      await client.query(`UPDATE il.${table} SET ${column} = $1`, [from]);
      await client.query("SET LOCAL session_replication_role = origin");
      await client.query(`UPDATE il.${table} SET ${column} = $1`, [to]);
      return undefined;
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : String(error);
    } finally {
      await client.query("ROLLBACK");
    }
  };

  for (const guarded of GUARDED) {
    const { machine, table } = guarded;
    it(`lets ${machine.name} make the moves of its machine and refuses all others with IL001`, async () => {
      const states = Object.keys(machine.transitions);
      for (const from of states) {
        for (const to of states) {
          const isAllowed = from === to || (machine.transitions[from] ?? []).includes(to);
          assert.equal(await move(guarded, from, to), isAllowed ? undefined : "IL001", `${from} -> ${to}`);
        }
      }
    });

    it(`lets ${machine.name} begin in its initial states only`, async () => {
      for (const state of Object.keys(machine.transitions)) {
        const copy = `INSERT INTO il.${table} SELECT (jsonb_populate_record(r, $1)).* FROM il.${table} r LIMIT 1`;
        const change = {
          id: "2",
          plant_code: "2",
          order_number: "2",
          operation_number: "0020",
          seq: 99,
          external_key: "k2",
          [guarded.column]: state,
        };
        await client.query("BEGIN");
        const outcome = await client.query(copy, [JSON.stringify(change)]).then(
          () => "stored",
          (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
        );
        await client.query("ROLLBACK");
        // An operation needs its order, which the copy does not have; its guard comes first.
        const isInitial = machine.initial.includes(state);
        const expected = !isInitial ? ["IL001"] : ["stored", "23503"];
        assert.ok(expected.includes(outcome), `${state}: ${outcome}`);
      }
    });
  }

  it("starts the synchronisation of a newer revision again from every state", async () => {
    for (const state of Object.keys(PRODUCTION_ORDER_SYNC.transitions)) {
      await client.query("BEGIN");
      await client.query("SET LOCAL session_replication_role = replica");
      await client.query("UPDATE il.production_order SET sync_state = $1", [state]);
      await client.query("SET LOCAL session_replication_role = origin");
      await client.query("UPDATE il.production_order SET sync_state = 'RECEIVED', revision = revision + 1");
      await client.query("ROLLBACK");
    }
  });
});
