import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: orders (commands on orders, repeated releases, reversals of confirmations). */
export class CompleteOrders1764000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Counts the releases of one revision: the first, then one for each revalidation and redispatch.
      ALTER TABLE il.production_order ADD COLUMN release_run integer NOT NULL DEFAULT 1;

      CREATE TABLE il.order_command (
        id text PRIMARY KEY, plant_code text NOT NULL, order_number text NOT NULL,
        command text NOT NULL CHECK (command IN ('CANCEL', 'CLOSE', 'REOPEN', 'ABORT', 'REVALIDATE', 'REDISPATCH')),
        document json NOT NULL, operation_id text NOT NULL, client_id text NOT NULL,
        correlation_id text NOT NULL, traceparent text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order);
      CREATE TRIGGER order_command_append_only BEFORE UPDATE OR DELETE ON il.order_command
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

      ALTER TABLE il.confirmation ADD COLUMN reverses text REFERENCES il.confirmation,
        ADD COLUMN reversal_reason_code text,
        ADD CONSTRAINT confirmation_reversal_reason CHECK ((reverses IS NULL) = (reversal_reason_code IS NULL));
      -- A confirmation is taken back once; a reversal that could not be applied leaves the way free for another one.
      CREATE UNIQUE INDEX confirmation_reversed_once ON il.confirmation (reverses)
        WHERE reverses IS NOT NULL AND state <> 'PARKED';

      INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
        ('production-order-sync', 'DISPATCH_FAILED', 'DISPATCHING');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM il.state_transition
        WHERE machine = 'production-order-sync' AND from_state = 'DISPATCH_FAILED' AND to_state = 'DISPATCHING';
      DROP INDEX il.confirmation_reversed_once;
      ALTER TABLE il.confirmation DROP CONSTRAINT confirmation_reversal_reason,
        DROP COLUMN reversal_reason_code, DROP COLUMN reverses;
      DROP TABLE il.order_command;
      ALTER TABLE il.production_order DROP COLUMN release_run;
    `);
  }
}
