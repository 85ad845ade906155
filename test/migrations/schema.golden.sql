-- columns
acknowledgement.client_id text NOT NULL
acknowledgement.dispatch_id text NOT NULL
acknowledgement.document json NOT NULL
acknowledgement.id text NOT NULL
acknowledgement.operation_id text NOT NULL
acknowledgement.order_number text NOT NULL
acknowledgement.plant_code text NOT NULL
acknowledgement.recorded_at timestamp with time zone NOT NULL DEFAULT now()
acknowledgement.result text NOT NULL
audit_entry.action text NOT NULL
audit_entry.actor text NOT NULL
audit_entry.at timestamp with time zone NOT NULL DEFAULT now()
audit_entry.correlation_id text NOT NULL
audit_entry.entry json NOT NULL
audit_entry.id bigint NOT NULL DEFAULT nextval('il.audit_entry_id_seq'::regclass)
audit_entry.plant_code text
audit_entry.resource_id text NOT NULL
audit_entry.resource_type text NOT NULL
client.client_id text NOT NULL
client.created_at timestamp with time zone NOT NULL DEFAULT now()
client.disabled_at timestamp with time zone
client.grants json NOT NULL
client.kind text NOT NULL
client.name text NOT NULL
client.secret_hash text NOT NULL
client.secret_salt text NOT NULL
confirmation.applied_at timestamp with time zone
confirmation.client_id text NOT NULL
confirmation.correlation_id text NOT NULL
confirmation.document json NOT NULL
confirmation.document_hash text NOT NULL
confirmation.findings json NOT NULL DEFAULT '[]'::json
confirmation.id text NOT NULL
confirmation.kind text NOT NULL
confirmation.operation_id text NOT NULL
confirmation.operation_number text NOT NULL
confirmation.order_number text NOT NULL
confirmation.out_of_order boolean NOT NULL DEFAULT false
confirmation.plant_code text NOT NULL
confirmation.reason text
confirmation.recorded_at timestamp with time zone NOT NULL DEFAULT now()
confirmation.sequence integer
confirmation.state text NOT NULL DEFAULT 'RECEIVED'::text
confirmation.traceparent text NOT NULL
confirmation.version integer NOT NULL DEFAULT 1
engine_command.created_at timestamp with time zone NOT NULL DEFAULT now()
engine_command.done_at timestamp with time zone
engine_command.flow text
engine_command.id bigint NOT NULL DEFAULT nextval('il.engine_command_id_seq'::regclass)
engine_command.input json NOT NULL
engine_command.kind text NOT NULL
engine_command.topic text
engine_command.workflow_id text NOT NULL
executor.beat_at timestamp with time zone NOT NULL DEFAULT now()
executor.host text NOT NULL
executor.id text NOT NULL
executor.pid integer NOT NULL
executor.started_at timestamp with time zone NOT NULL DEFAULT now()
idempotency.client_id text NOT NULL
idempotency.created_at timestamp with time zone NOT NULL DEFAULT now()
idempotency.expires_at timestamp with time zone NOT NULL
idempotency.key text NOT NULL
idempotency.operation text NOT NULL
idempotency.operation_id text
idempotency.request_hash text NOT NULL
idempotency.response text
idempotency.status smallint NOT NULL
master_record.changed_at timestamp with time zone NOT NULL DEFAULT now()
master_record.changed_by text NOT NULL
master_record.checksum text NOT NULL
master_record.document json NOT NULL
master_record.effective_from timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp with time zone
master_record.key text NOT NULL
master_record.plant_code text NOT NULL DEFAULT ''::text
master_record.type text NOT NULL
operation_status.client_id text NOT NULL
operation_status.correlation_id text NOT NULL
operation_status.finished_at timestamp with time zone
operation_status.id text NOT NULL
operation_status.kind text NOT NULL
operation_status.plant_code text NOT NULL
operation_status.problem json
operation_status.resource text NOT NULL
operation_status.state text NOT NULL DEFAULT 'RUNNING'::text
operation_status.submitted_at timestamp with time zone NOT NULL DEFAULT now()
order_component.backflush boolean NOT NULL
order_component.component_line text NOT NULL
order_component.is_by_product boolean NOT NULL
order_component.issued numeric(18,6) NOT NULL DEFAULT 0
order_component.lot_required boolean NOT NULL
order_component.material_number text NOT NULL
order_component.operation_number text NOT NULL
order_component.order_number text NOT NULL
order_component.plant_code text NOT NULL
order_component.quantity numeric(18,6) NOT NULL
order_component.storage_location_code text
order_component.unit text NOT NULL
order_operation.confirmation_required boolean NOT NULL
order_operation.held_from text
order_operation.is_final boolean NOT NULL DEFAULT false
order_operation.is_milestone boolean NOT NULL
order_operation.operation_number text NOT NULL
order_operation.order_number text NOT NULL
order_operation.plant_code text NOT NULL
order_operation.rework numeric(18,6) NOT NULL DEFAULT 0
order_operation.scrap numeric(18,6) NOT NULL DEFAULT 0
order_operation.sequence integer NOT NULL
order_operation.state text NOT NULL DEFAULT 'WAITING'::text
order_operation.work_center_code text NOT NULL
order_operation.yield numeric(18,6) NOT NULL DEFAULT 0
outbox.created_at timestamp with time zone NOT NULL DEFAULT now()
outbox.event json NOT NULL
outbox.event_id text NOT NULL
outbox.id bigint NOT NULL DEFAULT nextval('il.outbox_id_seq'::regclass)
outbox.partition_key text NOT NULL
outbox.plant_code text NOT NULL
outbox.position bigint
outbox.published_at timestamp with time zone
outbox.type text NOT NULL
plant_profile.applied_at timestamp with time zone NOT NULL DEFAULT now()
plant_profile.applied_by text NOT NULL
plant_profile.checksum text NOT NULL
plant_profile.plant_code text NOT NULL
plant_profile.profile json NOT NULL
plant_profile.version integer NOT NULL
posting.attempts integer NOT NULL DEFAULT 0
posting.correlation_id text NOT NULL
posting.created_at timestamp with time zone NOT NULL DEFAULT now()
posting.destination text NOT NULL
posting.document json NOT NULL
posting.erp_document json
posting.external_key text NOT NULL
posting.id text NOT NULL
posting.kind text NOT NULL
posting.lane smallint NOT NULL
posting.next_at timestamp with time zone NOT NULL DEFAULT now()
posting.operation_id text NOT NULL
posting.order_number text NOT NULL
posting.plant_code text NOT NULL
posting.posted_at timestamp with time zone
posting.problem json
posting.retry_since timestamp with time zone
posting.seq bigint NOT NULL DEFAULT nextval('il.posting_seq_seq'::regclass)
posting.source_id text NOT NULL
posting.state text NOT NULL DEFAULT 'PENDING'::text
posting.traceparent text NOT NULL
posting.updated_at timestamp with time zone NOT NULL DEFAULT now()
posting.worker text
posting_attempt.action text NOT NULL
posting_attempt.ended_at timestamp with time zone NOT NULL DEFAULT now()
posting_attempt.erp_document json
posting_attempt.n integer NOT NULL
posting_attempt.outcome text NOT NULL
posting_attempt.posting_id text NOT NULL
posting_attempt.problem json
posting_attempt.started_at timestamp with time zone NOT NULL
posting_attempt.worker text NOT NULL
production_order.applied_sequence json NOT NULL DEFAULT '{}'::json
production_order.checks json NOT NULL DEFAULT '[]'::json
production_order.client_id text NOT NULL
production_order.correlation_id text NOT NULL
production_order.created_at timestamp with time zone NOT NULL DEFAULT now()
production_order.dispatch_attempts integer NOT NULL DEFAULT 0
production_order.dispatch_id text
production_order.document json NOT NULL
production_order.document_hash text NOT NULL
production_order.findings json NOT NULL DEFAULT '[]'::json
production_order.held_from text
production_order.id text NOT NULL
production_order.material_number text NOT NULL
production_order.mes_order_ref text
production_order.open_reasons json NOT NULL DEFAULT '[]'::json
production_order.operation_id text NOT NULL
production_order.order_number text NOT NULL
production_order.plant_code text NOT NULL
production_order.quantity numeric(18,6) NOT NULL
production_order.received numeric(18,6) NOT NULL DEFAULT 0
production_order.released_at timestamp with time zone NOT NULL DEFAULT now()
production_order.revision integer NOT NULL
production_order.rework numeric(18,6) NOT NULL DEFAULT 0
production_order.scrap numeric(18,6) NOT NULL DEFAULT 0
production_order.state text NOT NULL DEFAULT 'RELEASED'::text
production_order.sync_state text NOT NULL DEFAULT 'RECEIVED'::text
production_order.traceparent text NOT NULL
production_order.unit text NOT NULL
production_order.updated_at timestamp with time zone NOT NULL DEFAULT now()
production_order.version integer NOT NULL DEFAULT 1
production_order.yield numeric(18,6) NOT NULL DEFAULT 0
state_transition.from_state text NOT NULL
state_transition.machine text NOT NULL
state_transition.to_state text NOT NULL
stock_balance.as_of timestamp with time zone NOT NULL
stock_balance.handling_unit text NOT NULL DEFAULT ''::text
stock_balance.lot_number text NOT NULL DEFAULT ''::text
stock_balance.material_number text NOT NULL
stock_balance.plant_code text NOT NULL
stock_balance.quantity numeric(18,6) NOT NULL
stock_balance.stock_status text NOT NULL
stock_balance.storage_location_code text NOT NULL DEFAULT ''::text
stock_balance.unit text NOT NULL

-- constraints
il.acknowledgement acknowledgement_pkey PRIMARY KEY (id)
il.acknowledgement acknowledgement_result_check CHECK ((result = ANY (ARRAY['ACK'::text, 'NACK'::text])))
il.audit_entry audit_entry_pkey PRIMARY KEY (id)
il.client client_kind_check CHECK ((kind = ANY (ARRAY['HUMAN'::text, 'SERVICE'::text, 'EDGE'::text])))
il.client client_pkey PRIMARY KEY (client_id)
il.confirmation confirmation_pkey PRIMARY KEY (id)
il.engine_command engine_command_kind_check CHECK ((kind = ANY (ARRAY['START'::text, 'SIGNAL'::text])))
il.engine_command engine_command_pkey PRIMARY KEY (id)
il.executor executor_pkey PRIMARY KEY (id)
il.idempotency idempotency_check CHECK (((operation_id IS NOT NULL) OR (response IS NOT NULL)))
il.idempotency idempotency_pkey PRIMARY KEY (client_id, operation, key)
il.master_record master_record_pkey PRIMARY KEY (type, plant_code, key, effective_from)
il.operation_status operation_status_pkey PRIMARY KEY (id)
il.operation_status operation_status_state_check CHECK ((state = ANY (ARRAY['RUNNING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'PARKED'::text])))
il.order_component order_component_pkey PRIMARY KEY (plant_code, order_number, component_line)
il.order_component order_component_plant_code_order_number_fkey FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order(plant_code, order_number)
il.order_operation order_operation_pkey PRIMARY KEY (plant_code, order_number, operation_number)
il.order_operation order_operation_plant_code_order_number_fkey FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order(plant_code, order_number)
il.outbox outbox_pkey PRIMARY KEY (id)
il.plant_profile plant_profile_pkey PRIMARY KEY (plant_code, version)
il.posting posting_external_key_key UNIQUE (external_key)
il.posting posting_lane_check CHECK (((lane >= 0) AND (lane <= 255)))
il.posting posting_pkey PRIMARY KEY (id)
il.posting posting_seq_key UNIQUE (seq)
il.posting_attempt posting_attempt_action_check CHECK ((action = ANY (ARRAY['SEND'::text, 'PROBE'::text])))
il.posting_attempt posting_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['APPLIED'::text, 'DUPLICATE'::text, 'REJECTED'::text, 'RETRYABLE'::text, 'UNKNOWN'::text, 'NOT_FOUND'::text, 'FOUND'::text, 'ABANDONED'::text])))
il.posting_attempt posting_attempt_pkey PRIMARY KEY (posting_id, n)
il.posting_attempt posting_attempt_posting_id_fkey FOREIGN KEY (posting_id) REFERENCES il.posting(id)
il.production_order production_order_pkey PRIMARY KEY (plant_code, order_number)
il.state_transition state_transition_pkey PRIMARY KEY (machine, from_state, to_state)
il.stock_balance stock_balance_pkey PRIMARY KEY (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)
il.stock_balance stock_balance_stock_status_check CHECK ((stock_status = ANY (ARRAY['UNRESTRICTED'::text, 'QUALITY'::text, 'BLOCKED'::text, 'WIP'::text])))

-- indexes
CREATE UNIQUE INDEX acknowledgement_once ON il.acknowledgement USING btree (plant_code, order_number, dispatch_id)
CREATE UNIQUE INDEX acknowledgement_pkey ON il.acknowledgement USING btree (id)
CREATE UNIQUE INDEX audit_entry_pkey ON il.audit_entry USING btree (id)
CREATE INDEX audit_resource ON il.audit_entry USING btree (resource_type, resource_id, id)
CREATE UNIQUE INDEX client_pkey ON il.client USING btree (client_id)
CREATE INDEX confirmation_open ON il.confirmation USING btree (plant_code, order_number) WHERE (state = ANY (ARRAY['RECEIVED'::text, 'WAITING_FOR_SEQUENCE'::text, 'QUARANTINED'::text]))
CREATE INDEX confirmation_order ON il.confirmation USING btree (plant_code, order_number, id)
CREATE UNIQUE INDEX confirmation_pkey ON il.confirmation USING btree (id)
CREATE UNIQUE INDEX confirmation_sequence ON il.confirmation USING btree (plant_code, order_number, client_id, sequence)
CREATE INDEX engine_command_open ON il.engine_command USING btree (id) WHERE (done_at IS NULL)
CREATE UNIQUE INDEX engine_command_pkey ON il.engine_command USING btree (id)
CREATE INDEX engine_command_sweep ON il.engine_command USING btree (workflow_id) WHERE (workflow_id ~~ 'execution:%:sweep-%'::text)
CREATE UNIQUE INDEX executor_pkey ON il.executor USING btree (id)
CREATE INDEX idempotency_expiry ON il.idempotency USING btree (expires_at)
CREATE UNIQUE INDEX idempotency_pkey ON il.idempotency USING btree (client_id, operation, key)
CREATE UNIQUE INDEX master_record_pkey ON il.master_record USING btree (type, plant_code, key, effective_from)
CREATE UNIQUE INDEX operation_status_pkey ON il.operation_status USING btree (id)
CREATE INDEX order_component_material ON il.order_component USING btree (plant_code, material_number)
CREATE UNIQUE INDEX order_component_pkey ON il.order_component USING btree (plant_code, order_number, component_line)
CREATE UNIQUE INDEX order_operation_pkey ON il.order_operation USING btree (plant_code, order_number, operation_number)
CREATE INDEX outbox_partition ON il.outbox USING btree (partition_key, id)
CREATE UNIQUE INDEX outbox_pkey ON il.outbox USING btree (id)
CREATE UNIQUE INDEX outbox_position ON il.outbox USING btree ("position") WHERE ("position" IS NOT NULL)
CREATE INDEX outbox_unpublished ON il.outbox USING btree (id) WHERE ("position" IS NULL)
CREATE UNIQUE INDEX plant_profile_pkey ON il.plant_profile USING btree (plant_code, version)
CREATE UNIQUE INDEX posting_external_key_key ON il.posting USING btree (external_key)
CREATE INDEX posting_lane ON il.posting USING btree (destination, lane, plant_code, order_number, seq) WHERE (state <> ALL (ARRAY['POSTED'::text, 'DISCARDED'::text, 'AGGREGATED'::text, 'REVERSED'::text]))
CREATE INDEX posting_order ON il.posting USING btree (plant_code, order_number, seq)
CREATE UNIQUE INDEX posting_pkey ON il.posting USING btree (id)
CREATE UNIQUE INDEX posting_seq_key ON il.posting USING btree (seq)
CREATE INDEX posting_source ON il.posting USING btree (source_id)
CREATE UNIQUE INDEX posting_attempt_pkey ON il.posting_attempt USING btree (posting_id, n)
CREATE INDEX production_order_page ON il.production_order USING btree (updated_at, id)
CREATE UNIQUE INDEX production_order_pkey ON il.production_order USING btree (plant_code, order_number)
CREATE INDEX production_order_plant_page ON il.production_order USING btree (plant_code COLLATE "C", updated_at, id)
CREATE UNIQUE INDEX state_transition_pkey ON il.state_transition USING btree (machine, from_state, to_state)
CREATE UNIQUE INDEX stock_balance_pkey ON il.stock_balance USING btree (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)

-- sequences
audit_entry_id_seq bigint
engine_command_id_seq bigint
outbox_id_seq bigint
posting_seq_seq bigint

-- functions
CREATE OR REPLACE FUNCTION il.assert_equal(a bigint, b bigint)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF a <> b THEN RAISE EXCEPTION 'a concurrent change won' USING ERRCODE = 'IL003'; END IF;
        RETURN true;
      END $function$
CREATE OR REPLACE FUNCTION il.guard_transition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE
        old_state text := to_jsonb(OLD) ->> TG_ARGV[1];
        new_state text := to_jsonb(NEW) ->> TG_ARGV[1];
      BEGIN
        IF old_state IS DISTINCT FROM new_state AND NOT EXISTS (
          SELECT 1 FROM il.state_transition
          WHERE machine = TG_ARGV[0] AND from_state = old_state AND to_state = new_state)
        THEN
          RAISE EXCEPTION 'illegal transition of %: % -> %', TG_ARGV[0], old_state, new_state USING ERRCODE = 'IL001';
        END IF;
        RETURN NEW;
      END $function$
CREATE OR REPLACE FUNCTION il.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'IL002';
      END $function$
CREATE OR REPLACE FUNCTION il.refuse_initial_state()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION 'illegal initial state of %', TG_ARGV[0] USING ERRCODE = 'IL001';
      END $function$

-- triggers
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON il.audit_entry FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER confirmation_initial BEFORE INSERT ON il.confirmation FOR EACH ROW WHEN ((new.state <> 'RECEIVED'::text)) EXECUTE FUNCTION il.refuse_initial_state('confirmation')
CREATE TRIGGER confirmation_state BEFORE UPDATE OF state ON il.confirmation FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('confirmation', 'state')
CREATE TRIGGER order_operation_initial BEFORE INSERT ON il.order_operation FOR EACH ROW WHEN ((new.state <> 'WAITING'::text)) EXECUTE FUNCTION il.refuse_initial_state('operation')
CREATE TRIGGER order_operation_state BEFORE UPDATE OF state ON il.order_operation FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('operation', 'state')
CREATE TRIGGER posting_initial BEFORE INSERT ON il.posting FOR EACH ROW WHEN ((new.state <> 'PENDING'::text)) EXECUTE FUNCTION il.refuse_initial_state('posting')
CREATE TRIGGER posting_state BEFORE UPDATE OF state ON il.posting FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('posting', 'state')
CREATE TRIGGER posting_attempt_append_only BEFORE DELETE OR UPDATE ON il.posting_attempt FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER production_order_initial BEFORE INSERT ON il.production_order FOR EACH ROW WHEN (((new.state <> ALL (ARRAY['FORECAST'::text, 'RELEASED'::text])) OR (new.sync_state <> 'RECEIVED'::text))) EXECUTE FUNCTION il.refuse_initial_state('production-order')
CREATE TRIGGER production_order_state BEFORE UPDATE OF state ON il.production_order FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('production-order', 'state')
CREATE TRIGGER production_order_sync_state BEFORE UPDATE OF sync_state ON il.production_order FOR EACH ROW WHEN (((old.sync_state IS DISTINCT FROM new.sync_state) AND (NOT ((new.sync_state = 'RECEIVED'::text) AND (new.revision > old.revision))))) EXECUTE FUNCTION il.guard_transition('production-order-sync', 'sync_state')

-- state transitions
confirmation: PARKED -> APPLIED
confirmation: QUARANTINED -> APPLIED
confirmation: QUARANTINED -> PARKED
confirmation: QUARANTINED -> WAITING_FOR_SEQUENCE
confirmation: RECEIVED -> APPLIED
confirmation: RECEIVED -> PARKED
confirmation: RECEIVED -> QUARANTINED
confirmation: RECEIVED -> WAITING_FOR_SEQUENCE
confirmation: WAITING_FOR_SEQUENCE -> APPLIED
confirmation: WAITING_FOR_SEQUENCE -> PARKED
confirmation: WAITING_FOR_SEQUENCE -> QUARANTINED
operation: COMPLETED -> RUNNING
operation: HELD -> PAUSED
operation: HELD -> READY
operation: HELD -> RUNNING
operation: HELD -> WAITING
operation: PAUSED -> ABORTED
operation: PAUSED -> COMPLETED
operation: PAUSED -> HELD
operation: PAUSED -> RUNNING
operation: READY -> HELD
operation: READY -> RUNNING
operation: RUNNING -> ABORTED
operation: RUNNING -> COMPLETED
operation: RUNNING -> HELD
operation: RUNNING -> PAUSED
operation: WAITING -> HELD
operation: WAITING -> READY
posting: BLOCKED_BY_HOLD -> PENDING
posting: DEAD -> DISCARDED
posting: DEAD -> PENDING
posting: PARKED -> DISCARDED
posting: PARKED -> PENDING
posting: PENDING -> AGGREGATED
posting: PENDING -> BLOCKED_BY_HOLD
posting: PENDING -> POSTING
posting: POSTED -> REVERSING
posting: POSTING -> PARKED
posting: POSTING -> POSTED
posting: POSTING -> RETRY_WAIT
posting: POSTING -> UNKNOWN
posting: PROBING -> PENDING
posting: PROBING -> POSTED
posting: PROBING -> RETRY_WAIT
posting: PROBING -> UNKNOWN
posting: RETRY_WAIT -> DEAD
posting: RETRY_WAIT -> PENDING
posting: REVERSING -> PARKED
posting: REVERSING -> REVERSED
posting: UNKNOWN -> PROBING
production-order: CLOSED -> COMPLETED
production-order: COMPLETED -> CLOSED
production-order: COMPLETED -> RUNNING
production-order: FORECAST -> CANCELLED
production-order: FORECAST -> RELEASED
production-order: HELD -> ABORTED
production-order: HELD -> READY
production-order: HELD -> RUNNING
production-order: HELD -> SUSPENDED
production-order: READY -> CANCELLED
production-order: READY -> HELD
production-order: READY -> RUNNING
production-order: RELEASED -> CANCELLED
production-order: RELEASED -> READY
production-order: RUNNING -> ABORTED
production-order: RUNNING -> COMPLETED
production-order: RUNNING -> HELD
production-order: RUNNING -> SUSPENDED
production-order: SUSPENDED -> ABORTED
production-order: SUSPENDED -> HELD
production-order: SUSPENDED -> RUNNING
production-order-sync: ACK_TIMEOUT -> ACKNOWLEDGED
production-order-sync: ACK_TIMEOUT -> DISPATCHING
production-order-sync: ACK_TIMEOUT -> DISPATCH_FAILED
production-order-sync: ACK_TIMEOUT -> NACKED
production-order-sync: BUFFERED -> DISPATCHING
production-order-sync: DISPATCHED -> ACKNOWLEDGED
production-order-sync: DISPATCHED -> ACK_TIMEOUT
production-order-sync: DISPATCHED -> NACKED
production-order-sync: DISPATCHING -> BUFFERED
production-order-sync: DISPATCHING -> DISPATCHED
production-order-sync: DISPATCHING -> NACKED
production-order-sync: DISPATCHING -> RETRY_WAIT
production-order-sync: NACKED -> VALIDATING
production-order-sync: RECEIVED -> VALIDATING
production-order-sync: REJECTED -> VALIDATING
production-order-sync: RETRY_WAIT -> DISPATCHING
production-order-sync: RETRY_WAIT -> DISPATCH_FAILED
production-order-sync: VALIDATED -> BUFFERED
production-order-sync: VALIDATED -> DISPATCHING
production-order-sync: VALIDATING -> REJECTED
production-order-sync: VALIDATING -> VALIDATED
