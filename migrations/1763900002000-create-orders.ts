import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: orders (production orders, operations, components, acknowledgements, confirmations). */
export class CreateOrders1763900002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE il.production_order (
        id text NOT NULL, plant_code text NOT NULL, order_number text NOT NULL,
        revision integer NOT NULL, version integer NOT NULL DEFAULT 1,
        document json NOT NULL, document_hash text NOT NULL,
        material_number text NOT NULL, quantity numeric(18, 6) NOT NULL, unit text NOT NULL,
        state text NOT NULL DEFAULT 'RELEASED', held_from text, sync_state text NOT NULL DEFAULT 'RECEIVED',
        findings json NOT NULL DEFAULT '[]', checks json NOT NULL DEFAULT '[]', open_reasons json NOT NULL DEFAULT '[]',
        operation_id text NOT NULL, client_id text NOT NULL,
        dispatch_id text, dispatch_attempts integer NOT NULL DEFAULT 0, mes_order_ref text,
        yield numeric(18, 6) NOT NULL DEFAULT 0, scrap numeric(18, 6) NOT NULL DEFAULT 0,
        rework numeric(18, 6) NOT NULL DEFAULT 0, received numeric(18, 6) NOT NULL DEFAULT 0,
        applied_sequence json NOT NULL DEFAULT '{}',
        correlation_id text NOT NULL, traceparent text NOT NULL,
        released_at timestamptz NOT NULL DEFAULT now(), created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (plant_code, order_number)) WITH (toast_tuple_target = 8160);
      CREATE INDEX production_order_page ON il.production_order (updated_at, id);
      -- For lists of one plant. The collation keeps it from being chosen for the look-up of one order by plant and
      -- number, which would then walk the whole plant.
      CREATE INDEX production_order_plant_page ON il.production_order ((plant_code COLLATE "C"), updated_at, id);

      INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
        ('production-order', 'FORECAST', 'RELEASED'), ('production-order', 'FORECAST', 'CANCELLED'),
        ('production-order', 'RELEASED', 'READY'), ('production-order', 'RELEASED', 'CANCELLED'),
        ('production-order', 'READY', 'RUNNING'), ('production-order', 'READY', 'HELD'),
        ('production-order', 'READY', 'CANCELLED'),
        ('production-order', 'RUNNING', 'SUSPENDED'), ('production-order', 'RUNNING', 'HELD'),
        ('production-order', 'RUNNING', 'COMPLETED'), ('production-order', 'RUNNING', 'ABORTED'),
        ('production-order', 'SUSPENDED', 'RUNNING'), ('production-order', 'SUSPENDED', 'HELD'),
        ('production-order', 'SUSPENDED', 'ABORTED'),
        ('production-order', 'HELD', 'READY'), ('production-order', 'HELD', 'RUNNING'),
        ('production-order', 'HELD', 'SUSPENDED'), ('production-order', 'HELD', 'ABORTED'),
        ('production-order', 'COMPLETED', 'RUNNING'), ('production-order', 'COMPLETED', 'CLOSED'),
        ('production-order', 'CLOSED', 'COMPLETED'),
        ('production-order-sync', 'RECEIVED', 'VALIDATING'),
        ('production-order-sync', 'VALIDATING', 'VALIDATED'), ('production-order-sync', 'VALIDATING', 'REJECTED'),
        ('production-order-sync', 'VALIDATED', 'DISPATCHING'), ('production-order-sync', 'VALIDATED', 'BUFFERED'),
        ('production-order-sync', 'BUFFERED', 'DISPATCHING'),
        ('production-order-sync', 'DISPATCHING', 'DISPATCHED'), ('production-order-sync', 'DISPATCHING', 'RETRY_WAIT'),
        ('production-order-sync', 'DISPATCHING', 'NACKED'), ('production-order-sync', 'DISPATCHING', 'BUFFERED'),
        ('production-order-sync', 'RETRY_WAIT', 'DISPATCHING'), ('production-order-sync', 'RETRY_WAIT', 'DISPATCH_FAILED'),
        ('production-order-sync', 'DISPATCHED', 'ACKNOWLEDGED'), ('production-order-sync', 'DISPATCHED', 'NACKED'),
        ('production-order-sync', 'DISPATCHED', 'ACK_TIMEOUT'),
        ('production-order-sync', 'ACK_TIMEOUT', 'DISPATCHING'), ('production-order-sync', 'ACK_TIMEOUT', 'DISPATCH_FAILED'),
        ('production-order-sync', 'ACK_TIMEOUT', 'ACKNOWLEDGED'), ('production-order-sync', 'ACK_TIMEOUT', 'NACKED'),
        ('production-order-sync', 'REJECTED', 'VALIDATING'), ('production-order-sync', 'NACKED', 'VALIDATING'),
        ('operation', 'WAITING', 'READY'), ('operation', 'WAITING', 'HELD'),
        ('operation', 'READY', 'RUNNING'), ('operation', 'READY', 'HELD'),
        ('operation', 'RUNNING', 'PAUSED'), ('operation', 'RUNNING', 'COMPLETED'), ('operation', 'RUNNING', 'HELD'),
        ('operation', 'RUNNING', 'ABORTED'),
        ('operation', 'PAUSED', 'RUNNING'), ('operation', 'PAUSED', 'COMPLETED'), ('operation', 'PAUSED', 'HELD'),
        ('operation', 'PAUSED', 'ABORTED'),
        ('operation', 'HELD', 'WAITING'), ('operation', 'HELD', 'READY'), ('operation', 'HELD', 'RUNNING'),
        ('operation', 'HELD', 'PAUSED'), ('operation', 'COMPLETED', 'RUNNING'),
        ('confirmation', 'RECEIVED', 'WAITING_FOR_SEQUENCE'), ('confirmation', 'RECEIVED', 'QUARANTINED'),
        ('confirmation', 'RECEIVED', 'APPLIED'), ('confirmation', 'RECEIVED', 'PARKED'),
        ('confirmation', 'WAITING_FOR_SEQUENCE', 'APPLIED'), ('confirmation', 'WAITING_FOR_SEQUENCE', 'PARKED'),
        ('confirmation', 'WAITING_FOR_SEQUENCE', 'QUARANTINED'),
        ('confirmation', 'QUARANTINED', 'APPLIED'), ('confirmation', 'QUARANTINED', 'PARKED'),
        ('confirmation', 'QUARANTINED', 'WAITING_FOR_SEQUENCE'), ('confirmation', 'PARKED', 'APPLIED');

      CREATE TRIGGER production_order_initial BEFORE INSERT ON il.production_order FOR EACH ROW
        WHEN (NEW.state NOT IN ('FORECAST', 'RELEASED') OR NEW.sync_state <> 'RECEIVED')
        EXECUTE FUNCTION il.refuse_initial_state('production-order');
      CREATE TRIGGER production_order_state BEFORE UPDATE OF state ON il.production_order FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state)
        EXECUTE FUNCTION il.guard_transition('production-order', 'state');
      -- A new revision starts its synchronisation again; that is the only way back to RECEIVED.
      CREATE TRIGGER production_order_sync_state BEFORE UPDATE OF sync_state ON il.production_order FOR EACH ROW
        WHEN (OLD.sync_state IS DISTINCT FROM NEW.sync_state
              AND NOT (NEW.sync_state = 'RECEIVED' AND NEW.revision > OLD.revision))
        EXECUTE FUNCTION il.guard_transition('production-order-sync', 'sync_state');

      CREATE TABLE il.order_operation (
        plant_code text NOT NULL, order_number text NOT NULL, operation_number text NOT NULL,
        sequence integer NOT NULL, work_center_code text NOT NULL,
        confirmation_required boolean NOT NULL, is_milestone boolean NOT NULL,
        state text NOT NULL DEFAULT 'WAITING', held_from text, is_final boolean NOT NULL DEFAULT false,
        yield numeric(18, 6) NOT NULL DEFAULT 0, scrap numeric(18, 6) NOT NULL DEFAULT 0,
        rework numeric(18, 6) NOT NULL DEFAULT 0,
        PRIMARY KEY (plant_code, order_number, operation_number),
        FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order);
      CREATE TRIGGER order_operation_initial BEFORE INSERT ON il.order_operation FOR EACH ROW
        WHEN (NEW.state <> 'WAITING') EXECUTE FUNCTION il.refuse_initial_state('operation');
      CREATE TRIGGER order_operation_state BEFORE UPDATE OF state ON il.order_operation FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('operation', 'state');

      CREATE TABLE il.order_component (
        plant_code text NOT NULL, order_number text NOT NULL, component_line text NOT NULL,
        operation_number text NOT NULL, material_number text NOT NULL,
        quantity numeric(18, 6) NOT NULL, unit text NOT NULL,
        storage_location_code text, lot_required boolean NOT NULL, backflush boolean NOT NULL,
        is_by_product boolean NOT NULL, issued numeric(18, 6) NOT NULL DEFAULT 0,
        PRIMARY KEY (plant_code, order_number, component_line),
        FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order);
      CREATE INDEX order_component_material ON il.order_component (plant_code, material_number);

      CREATE TABLE il.acknowledgement (
        id text PRIMARY KEY, plant_code text NOT NULL, order_number text NOT NULL, dispatch_id text NOT NULL,
        result text NOT NULL CHECK (result IN ('ACK', 'NACK')), document json NOT NULL,
        operation_id text NOT NULL, client_id text NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now());
      CREATE UNIQUE INDEX acknowledgement_once ON il.acknowledgement (plant_code, order_number, dispatch_id);

      -- No foreign key to the order: a report may come before its order (QUARANTINED).
      CREATE TABLE il.confirmation (
        id text PRIMARY KEY, plant_code text NOT NULL, order_number text NOT NULL, client_id text NOT NULL,
        operation_number text NOT NULL, sequence integer, kind text NOT NULL,
        document json NOT NULL, document_hash text NOT NULL, operation_id text NOT NULL,
        state text NOT NULL DEFAULT 'RECEIVED', reason text, out_of_order boolean NOT NULL DEFAULT false,
        findings json NOT NULL DEFAULT '[]', version integer NOT NULL DEFAULT 1,
        correlation_id text NOT NULL, traceparent text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(), applied_at timestamptz);
      CREATE UNIQUE INDEX confirmation_sequence ON il.confirmation (plant_code, order_number, client_id, sequence);
      CREATE INDEX confirmation_order ON il.confirmation (plant_code, order_number, id);
      CREATE INDEX confirmation_open ON il.confirmation (plant_code, order_number)
        WHERE state IN ('RECEIVED', 'WAITING_FOR_SEQUENCE', 'QUARANTINED');
      CREATE TRIGGER confirmation_initial BEFORE INSERT ON il.confirmation FOR EACH ROW
        WHEN (NEW.state <> 'RECEIVED') EXECUTE FUNCTION il.refuse_initial_state('confirmation');
      CREATE TRIGGER confirmation_state BEFORE UPDATE OF state ON il.confirmation FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('confirmation', 'state');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.confirmation, il.acknowledgement, il.order_component, il.order_operation, il.production_order;
      DELETE FROM il.state_transition
        WHERE machine IN ('production-order', 'production-order-sync', 'operation', 'confirmation');
    `);
  }
}
