import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: movements (inventory movements, stock snapshots, consumption variances). */
export class CreateMovements1764000018000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
        ('movement', 'RECEIVED', 'QUARANTINED'), ('movement', 'RECEIVED', 'APPLIED'), ('movement', 'RECEIVED', 'PARKED'),
        ('movement', 'QUARANTINED', 'APPLIED'), ('movement', 'QUARANTINED', 'PARKED'),
        ('movement', 'APPLIED', 'POSTED'), ('movement', 'POSTED', 'REVERSED');

      -- lane_key orders postings and events inside the plant: the order, else the movement's own number, which a
      -- reversal shares with what it takes back. posting_kind finds the posting among those of a confirmation.
      CREATE TABLE il.movement (
        id text PRIMARY KEY, plant_code text NOT NULL, movement_number text NOT NULL, lane_key text NOT NULL,
        movement_type text NOT NULL, order_number text, document json NOT NULL, document_hash text NOT NULL,
        material_numbers text[] NOT NULL, lot_numbers text[] NOT NULL,
        client_id text NOT NULL, operation_id text NOT NULL,
        confirmation_id text, posting_kind text, reverses text REFERENCES il.movement,
        state text NOT NULL DEFAULT 'RECEIVED', reason text, findings json NOT NULL DEFAULT '[]',
        version integer NOT NULL DEFAULT 1, correlation_id text NOT NULL, traceparent text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
      CREATE UNIQUE INDEX movement_number ON il.movement (plant_code, movement_number);
      -- One reversal of a movement; one that its checks refused does not count.
      CREATE UNIQUE INDEX movement_reversal ON il.movement (reverses) WHERE reverses IS NOT NULL AND state <> 'PARKED';
      CREATE UNIQUE INDEX movement_confirmation ON il.movement (confirmation_id, posting_kind)
        WHERE confirmation_id IS NOT NULL;
      CREATE INDEX movement_updated ON il.movement (updated_at, id);
      CREATE INDEX movement_order ON il.movement (plant_code, order_number, id) WHERE order_number IS NOT NULL;
      CREATE INDEX movement_material ON il.movement USING gin (material_numbers);
      CREATE INDEX movement_lot ON il.movement USING gin (lot_numbers);
      CREATE INDEX movement_quarantined ON il.movement (plant_code, order_number) WHERE state = 'QUARANTINED';
      -- What came with a confirmation has passed its checks already.
      CREATE TRIGGER movement_initial BEFORE INSERT ON il.movement FOR EACH ROW
        WHEN (NEW.state <> CASE WHEN NEW.confirmation_id IS NULL THEN 'RECEIVED' ELSE 'APPLIED' END)
        EXECUTE FUNCTION il.refuse_initial_state('movement');
      CREATE TRIGGER movement_state BEFORE UPDATE OF state ON il.movement FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('movement', 'state');

      CREATE INDEX engine_command_movement_sweep ON il.engine_command (workflow_id)
        WHERE workflow_id LIKE 'movement:%:sweep-%';

      CREATE TABLE il.stock_snapshot (
        id text PRIMARY KEY, plant_code text NOT NULL, as_of timestamptz NOT NULL, document json NOT NULL,
        document_hash text NOT NULL, client_id text NOT NULL, operation_id text NOT NULL,
        correlation_id text NOT NULL, traceparent text NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now());

      CREATE TABLE il.consumption_variance (
        plant_code text NOT NULL, order_number text NOT NULL, component_line text NOT NULL,
        level text NOT NULL CHECK (level IN ('NONE', 'WARN', 'CRITICAL')), document json NOT NULL,
        evaluated_at timestamptz NOT NULL,
        PRIMARY KEY (plant_code, order_number, component_line));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX il.engine_command_movement_sweep;
      DROP TABLE il.consumption_variance, il.stock_snapshot, il.movement;
      DELETE FROM il.state_transition WHERE machine = 'movement';
    `);
  }
}
