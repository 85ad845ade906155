import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: genealogy (lots, their dispositions, edges). */
const GENEALOGY = `
  -- What production knows of a lot. A lot that was bought is known from its first consumption on.
  CREATE TABLE il.lot (
    plant_code text NOT NULL, material_number text NOT NULL, lot_number text NOT NULL,
    disposition text NOT NULL, version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (material_number, lot_number, plant_code));

  -- Every disposition a lot has had and why; the export as EPCIS events reads it.
  CREATE TABLE il.lot_disposition_change (
    id text PRIMARY KEY, plant_code text NOT NULL, material_number text NOT NULL, lot_number text NOT NULL,
    from_disposition text, to_disposition text NOT NULL, reason text NOT NULL, source_id text NOT NULL,
    at timestamptz NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX lot_disposition_change_lot ON il.lot_disposition_change (material_number, lot_number, id);

  -- Lots that went into an order and came out of it. A row that reverses another one takes it back; nothing is deleted.
  CREATE TABLE il.order_lot (
    id text PRIMARY KEY, plant_code text NOT NULL, order_number text NOT NULL,
    side text NOT NULL CHECK (side IN ('INPUT', 'OUTPUT')),
    material_number text NOT NULL, lot_number text NOT NULL, gtin text, handling_unit text,
    quantity numeric(18, 6) NOT NULL, unit text NOT NULL, operation_number text NOT NULL, confirmation_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('TRANSFORM', 'REWORK')),
    at timestamptz NOT NULL, time_zone text NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now(),
    reverses text REFERENCES il.order_lot);
  -- Reversals are few; an index of them alone is what every question for standing rows goes through.
  CREATE UNIQUE INDEX order_lot_reversal ON il.order_lot (reverses) WHERE reverses IS NOT NULL;
  CREATE INDEX order_lot_order ON il.order_lot (plant_code, order_number, side);
  CREATE INDEX order_lot_lot ON il.order_lot (material_number, lot_number);
  CREATE INDEX order_lot_confirmation ON il.order_lot (confirmation_id);

  -- The child of an AGGREGATE edge is a handling unit: its material is empty and its lot is the SSCC.
  CREATE TABLE il.genealogy_edge (
    id text PRIMARY KEY, plant_code text NOT NULL,
    parent_material text NOT NULL, parent_lot text NOT NULL, child_material text NOT NULL, child_lot text NOT NULL,
    quantity numeric(18, 6) NOT NULL, unit text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('TRANSFORM', 'AGGREGATE', 'SPLIT', 'MERGE', 'REWORK')),
    order_number text, operation_number text, confirmation_id text, source_id text NOT NULL,
    at timestamptz NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now(),
    reverses text REFERENCES il.genealogy_edge,
    CHECK (kind = 'REWORK' OR (parent_material, parent_lot) <> (child_material, child_lot)));
  CREATE UNIQUE INDEX genealogy_edge_reversal ON il.genealogy_edge (reverses) WHERE reverses IS NOT NULL;
  -- One edge for each consumption and lot made of it.
  CREATE UNIQUE INDEX genealogy_edge_once ON il.genealogy_edge (source_id, child_material, child_lot) WHERE reverses IS NULL;
  CREATE INDEX genealogy_edge_down ON il.genealogy_edge (parent_material, parent_lot);
  CREATE INDEX genealogy_edge_up ON il.genealogy_edge (child_material, child_lot);
  CREATE INDEX genealogy_edge_order ON il.genealogy_edge (plant_code, order_number) WHERE order_number IS NOT NULL;

  INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
    ('lot', 'PLANNED', 'IN_PROCESS'), ('lot', 'IN_PROCESS', 'RESTRICTED'), ('lot', 'RESTRICTED', 'UNRESTRICTED'),
    ('lot', 'UNRESTRICTED', 'RESTRICTED'), ('lot', 'UNRESTRICTED', 'CLOSED');
  CREATE TRIGGER lot_initial BEFORE INSERT ON il.lot FOR EACH ROW
    WHEN (NEW.disposition NOT IN ('PLANNED', 'IN_PROCESS', 'UNRESTRICTED')) EXECUTE FUNCTION il.refuse_initial_state('lot');
  CREATE TRIGGER lot_state BEFORE UPDATE OF disposition ON il.lot FOR EACH ROW
    WHEN (OLD.disposition IS DISTINCT FROM NEW.disposition) EXECUTE FUNCTION il.guard_transition('lot', 'disposition');
  CREATE TRIGGER lot_disposition_change_append_only BEFORE UPDATE OR DELETE ON il.lot_disposition_change
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER order_lot_append_only BEFORE UPDATE OR DELETE ON il.order_lot
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER genealogy_edge_append_only BEFORE UPDATE OR DELETE ON il.genealogy_edge
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
`;

/** Owner: quality (events, holds, nonconformances). */
const QUALITY = `
  CREATE TABLE il.quality_event (
    id text PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('INSPECTION_RESULT', 'HOLD_PLACED', 'HOLD_RELEASED',
      'NONCONFORMANCE_RAISED', 'NONCONFORMANCE_CLOSED', 'USAGE_DECISION')),
    plant_code text NOT NULL, scope json NOT NULL, scope_key text NOT NULL, severity text,
    hold_id text, nonconformance_id text, document json NOT NULL, document_hash text NOT NULL,
    operation_id text NOT NULL, client_id text NOT NULL, correlation_id text NOT NULL, traceparent text NOT NULL,
    occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX quality_event_page ON il.quality_event (plant_code, id);
  CREATE INDEX quality_event_scope ON il.quality_event (plant_code, scope_key, id);
  CREATE TRIGGER quality_event_append_only BEFORE UPDATE OR DELETE ON il.quality_event
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  CREATE TABLE il.quality_hold (
    id text PRIMARY KEY, plant_code text NOT NULL, scope json NOT NULL, scope_key text NOT NULL,
    severity text NOT NULL CHECK (severity IN ('MINOR', 'MAJOR', 'CRITICAL')),
    effects text[] NOT NULL CHECK (cardinality(effects) > 0
      AND effects <@ '{COMPLETION,GOODS_RECEIPT,GOODS_ISSUE,RELEASE,SHIPMENT}'::text[]),
    reason_code text NOT NULL, document json NOT NULL, content_hash text NOT NULL,
    state text NOT NULL DEFAULT 'OPEN', version integer NOT NULL DEFAULT 1,
    placed_by text NOT NULL, occurred_at timestamptz NOT NULL, expires_at timestamptz,
    requested_by text, requested_at timestamptz, request_reason text, proposal_id text REFERENCES il.approval_proposal,
    decided_by text, decided_at timestamptz, decision_reason text,
    disposition text CHECK (disposition IN ('SCRAP', 'REWORK')),
    correlation_id text NOT NULL, traceparent text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (state <> 'RELEASE_REQUESTED' OR (requested_by IS NOT NULL AND proposal_id IS NOT NULL)),
    CHECK (state <> 'REJECTED' OR disposition IS NOT NULL),
    -- Whoever placed a hold never releases it; other accounts of the same person are refused by the approval.
    CHECK (state <> 'RELEASED' OR decided_by <> placed_by));
  CREATE INDEX quality_hold_page ON il.quality_hold (plant_code, id);
  CREATE INDEX quality_hold_open ON il.quality_hold (plant_code, scope_key) WHERE state IN ('OPEN', 'RELEASE_REQUESTED');

  INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
    ('quality-hold', 'OPEN', 'RELEASE_REQUESTED'), ('quality-hold', 'RELEASE_REQUESTED', 'RELEASED'),
    ('quality-hold', 'RELEASE_REQUESTED', 'OPEN'), ('quality-hold', 'OPEN', 'REJECTED'), ('quality-hold', 'OPEN', 'EXPIRED');
  CREATE TRIGGER quality_hold_initial BEFORE INSERT ON il.quality_hold FOR EACH ROW
    WHEN (NEW.state <> 'OPEN') EXECUTE FUNCTION il.refuse_initial_state('quality-hold');
  CREATE TRIGGER quality_hold_state BEFORE UPDATE OF state ON il.quality_hold FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('quality-hold', 'state');
  CREATE TRIGGER quality_hold_fixed BEFORE UPDATE OF id, plant_code, scope, scope_key, severity, effects, reason_code,
      document, content_hash, placed_by ON il.quality_hold FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER quality_hold_kept BEFORE DELETE ON il.quality_hold FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  -- What a hold keeps from going on, by key: its own scope, and what follows from it (orders, operations, later lots).
  CREATE TABLE il.hold_target (
    hold_id text NOT NULL REFERENCES il.quality_hold, plant_code text NOT NULL, key text NOT NULL, effects text[] NOT NULL,
    is_direct boolean NOT NULL, ended_at timestamptz,
    PRIMARY KEY (hold_id, key));
  CREATE INDEX hold_target_in_force ON il.hold_target (plant_code, key) WHERE ended_at IS NULL;

  -- Receipts that the ERP has booked and whose stock was blocked there, or freed again, by a posting of its own.
  CREATE TABLE il.receipt_stock_status (
    posting_id text PRIMARY KEY REFERENCES il.posting, is_blocked boolean NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now());

  CREATE TABLE il.nonconformance (
    id text PRIMARY KEY, plant_code text NOT NULL, scope json NOT NULL, scope_key text NOT NULL,
    severity text NOT NULL CHECK (severity IN ('MINOR', 'MAJOR', 'CRITICAL')),
    defect_code text NOT NULL, description text NOT NULL, quantity json, hold_id text,
    disposition text CHECK (disposition IN ('USE_AS_IS', 'REWORK', 'SCRAP', 'RETURN')), closing_reason text,
    state text NOT NULL DEFAULT 'OPEN', version integer NOT NULL DEFAULT 1,
    raised_by text NOT NULL, occurred_at timestamptz NOT NULL,
    correlation_id text NOT NULL, traceparent text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (state <> 'CLOSED' OR (disposition IS NOT NULL AND closing_reason IS NOT NULL)));

  INSERT INTO il.state_transition (machine, from_state, to_state) VALUES ('nonconformance', 'OPEN', 'CLOSED');
  CREATE TRIGGER nonconformance_initial BEFORE INSERT ON il.nonconformance FOR EACH ROW
    WHEN (NEW.state <> 'OPEN') EXECUTE FUNCTION il.refuse_initial_state('nonconformance');
  CREATE TRIGGER nonconformance_state BEFORE UPDATE OF state ON il.nonconformance FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('nonconformance', 'state');
  CREATE TRIGGER nonconformance_closed_fixed BEFORE UPDATE ON il.nonconformance FOR EACH ROW
    WHEN (OLD.state = 'CLOSED') EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER nonconformance_kept BEFORE DELETE ON il.nonconformance FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  -- The effect of a hold that keeps a posting of this kind back; a kind without one is never kept back.
  CREATE FUNCTION il.hold_effect_of(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
    SELECT CASE
      WHEN kind IN ('ISSUE_TO_ORDER') THEN 'GOODS_ISSUE'
      WHEN kind IN ('RECEIPT_FROM_ORDER', 'BYPRODUCT_RECEIPT') THEN 'GOODS_RECEIPT'
      WHEN kind IN ('TRANSFER_PLANT') THEN 'SHIPMENT'
    END
  $body$;

  -- Keys under which a hold may reach a posting, by its document.
  CREATE FUNCTION il.posting_hold_keys(order_number text, document json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $body$
    SELECT ARRAY['ORDER:' || order_number]
      || CASE WHEN document ->> 'operationNumber' IS NULL THEN '{}'
         ELSE ARRAY['OPERATION:' || order_number || '/' || (document ->> 'operationNumber')] END
      || CASE WHEN json_typeof(document -> 'items') IS DISTINCT FROM 'array' THEN '{}' ELSE ARRAY(
        SELECT key FROM json_array_elements(document -> 'items') item, LATERAL (VALUES
          ('MATERIAL:' || (item ->> 'materialNumber')),
          ('LOT:' || (item ->> 'materialNumber') || '~' || (item ->> 'lotNumber'))) keys(key)
        WHERE key IS NOT NULL) END
  $body$;
`;

export class CreateQuality1764000019000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GENEALOGY);
    await runner.query(QUALITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION il.posting_hold_keys(text, json), il.hold_effect_of(text);
      DROP TABLE il.nonconformance, il.receipt_stock_status, il.hold_target, il.quality_hold, il.quality_event;
      DROP TABLE il.genealogy_edge, il.order_lot, il.lot_disposition_change, il.lot;
      DELETE FROM il.state_transition WHERE machine IN ('quality-hold', 'lot', 'nonconformance');
    `);
  }
}
