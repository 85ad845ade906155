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
alert.acknowledged_at timestamp with time zone
alert.acknowledged_by text
alert.count integer NOT NULL
alert.detail text NOT NULL
alert.escalated_at timestamp with time zone
alert.escalation_level integer NOT NULL DEFAULT 0
alert.id text NOT NULL
alert.note text
alert.owner text
alert.plant_code text NOT NULL
alert.raised_at timestamp with time zone NOT NULL DEFAULT now()
alert.remedy text NOT NULL
alert.resolved_at timestamp with time zone
alert.rule text NOT NULL
alert.seen_at timestamp with time zone NOT NULL DEFAULT now()
alert.severity text NOT NULL
alert.state text NOT NULL DEFAULT 'OPEN'::text
alert.subject text NOT NULL
alert.title text NOT NULL
alert.traceparent text NOT NULL
alert_watch.looked_at timestamp with time zone NOT NULL
alert_watch.rule text NOT NULL
api_key.client_id text NOT NULL
api_key.created_at timestamp with time zone NOT NULL
api_key.created_by text NOT NULL
api_key.expires_at timestamp with time zone NOT NULL
api_key.key_id text NOT NULL
api_key.name text NOT NULL
api_key.revoked_at timestamp with time zone
api_key.revoked_by text
api_key.secret_hash text NOT NULL
api_key.slot smallint NOT NULL
api_key_use.key_id text NOT NULL
api_key_use.last_used_at timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp with time zone
approval_proposal.approvers_needed smallint NOT NULL
approval_proposal.attributes json NOT NULL DEFAULT '{}'::json
approval_proposal.author text NOT NULL
approval_proposal.barred text[] NOT NULL DEFAULT '{}'::text[]
approval_proposal.consumer_owners text[] NOT NULL DEFAULT '{}'::text[]
approval_proposal.content_hash text NOT NULL
approval_proposal.contract text
approval_proposal.created_at timestamp with time zone NOT NULL DEFAULT now()
approval_proposal.decided_at timestamp with time zone
approval_proposal.id text NOT NULL
approval_proposal.permission text NOT NULL
approval_proposal.plant_code text
approval_proposal.reason text NOT NULL
approval_proposal.risk_class text NOT NULL
approval_proposal.state text NOT NULL DEFAULT 'OPEN'::text
approval_proposal.state_reason text
approval_proposal.subject_id text NOT NULL
approval_proposal.subject_type text NOT NULL
approval_risk_class.approvers_min smallint NOT NULL
approval_risk_class.consumer_side_min smallint NOT NULL
approval_risk_class.risk_class text NOT NULL
approval_vote.approver text NOT NULL
approval_vote.at timestamp with time zone NOT NULL DEFAULT now()
approval_vote.content_hash text NOT NULL
approval_vote.is_consumer_side boolean NOT NULL
approval_vote.proposal_id text NOT NULL
approval_vote.reason text NOT NULL
approval_vote.verdict text NOT NULL
audit_batch.entry_ids bigint[] NOT NULL
audit_batch.first_seq bigint NOT NULL
audit_batch.from_at timestamp with time zone NOT NULL
audit_batch.id_range int8range NOT NULL
audit_batch.last_seq bigint NOT NULL
audit_batch.to_at timestamp with time zone NOT NULL
audit_beat.beat_at timestamp with time zone NOT NULL DEFAULT now()
audit_beat.mac text NOT NULL
audit_beat.node text NOT NULL
audit_beat.settled bigint NOT NULL
audit_checkpoint.at timestamp with time zone NOT NULL DEFAULT now()
audit_checkpoint.id bigint NOT NULL DEFAULT nextval('il.audit_checkpoint_id_seq'::regclass)
audit_checkpoint.note text NOT NULL
audit_checkpoint.size bigint NOT NULL
audit_entry.action text NOT NULL
audit_entry.actor text NOT NULL
audit_entry.at timestamp with time zone NOT NULL DEFAULT now()
audit_entry.correlation_id text NOT NULL
audit_entry.entry json NOT NULL
audit_entry.id bigint NOT NULL DEFAULT nextval(
CASE
    WHEN (pg_current_xact_id() IS NOT NULL) THEN 'il.audit_entry_id'::regclass
    ELSE NULL::regclass
END)
audit_entry.mac text NOT NULL
audit_entry.plant_code text
audit_entry.resource_id text NOT NULL
audit_entry.resource_type text NOT NULL
audit_entry_default.action text NOT NULL
audit_entry_default.actor text NOT NULL
audit_entry_default.at timestamp with time zone NOT NULL DEFAULT now()
audit_entry_default.correlation_id text NOT NULL
audit_entry_default.entry json NOT NULL
audit_entry_default.id bigint NOT NULL DEFAULT nextval(
CASE
    WHEN (pg_current_xact_id() IS NOT NULL) THEN 'il.audit_entry_id'::regclass
    ELSE NULL::regclass
END)
audit_entry_default.mac text NOT NULL
audit_entry_default.plant_code text
audit_entry_default.resource_id text NOT NULL
audit_entry_default.resource_type text NOT NULL
audit_head.checkpoint_at timestamp with time zone NOT NULL DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone
audit_head.checkpoint_size bigint NOT NULL DEFAULT 0
audit_head.id_floor bigint NOT NULL DEFAULT 0
audit_head.id_mark bigint NOT NULL DEFAULT 0
audit_head.is_only boolean NOT NULL DEFAULT true
audit_head.last_leaf bytea NOT NULL
audit_head.origin text NOT NULL
audit_head.size bigint NOT NULL DEFAULT 0
audit_head.xid_mark bigint NOT NULL DEFAULT 0
audit_key.created_at timestamp with time zone NOT NULL DEFAULT now()
audit_key.from_size bigint
audit_key.key_id text NOT NULL
audit_key.public_key text NOT NULL
audit_key.until_size bigint
audit_node.closed_at timestamp with time zone
audit_node.excused json NOT NULL DEFAULT '[]'::json
audit_node.is_verified boolean NOT NULL
audit_node.late json NOT NULL DEFAULT '[]'::json
audit_node.node text NOT NULL
audit_node.seen json NOT NULL DEFAULT '[]'::json
audit_node.seen_at timestamp with time zone NOT NULL DEFAULT now()
audit_node.settled bigint NOT NULL DEFAULT 0
audit_node.watermark bigint NOT NULL DEFAULT 0
audit_pii.at timestamp with time zone NOT NULL DEFAULT now()
audit_pii.commitment text NOT NULL
audit_pii.field text NOT NULL
audit_pii.salt text NOT NULL
audit_pii.subject text NOT NULL
audit_pii.value text NOT NULL
audit_place.entry_id bigint
audit_place.first_seq bigint
audit_place.from_at timestamp with time zone
audit_place.id_range int8range
audit_place.last_seq bigint
audit_place.seq bigint
audit_place.to_at timestamp with time zone
audit_pruned.at timestamp with time zone NOT NULL DEFAULT now()
audit_pruned.first_seq bigint NOT NULL
audit_pruned.id bigint NOT NULL DEFAULT nextval('il.audit_pruned_id_seq'::regclass)
audit_pruned.last_seq bigint NOT NULL
audit_pruned.note text NOT NULL
audit_tile.hashes bytea NOT NULL
audit_tile.level smallint NOT NULL
audit_tile.position bigint NOT NULL
client.client_id text NOT NULL
client.created_at timestamp with time zone NOT NULL DEFAULT now()
client.disabled_at timestamp with time zone
client.grants json NOT NULL
client.kind text NOT NULL
client.name text NOT NULL
client.secret_hash text NOT NULL
client.secret_salt text NOT NULL
client_assertion.client_id text NOT NULL
client_assertion.expires_at timestamp with time zone NOT NULL
client_assertion.token_id text NOT NULL
client_certificate.client_id text NOT NULL
client_certificate.created_at timestamp with time zone NOT NULL
client_certificate.created_by text NOT NULL
client_certificate.id text NOT NULL
client_certificate.subject text
client_certificate.thumbprint text
client_key_set.client_id text NOT NULL
client_key_set.jwks json NOT NULL
client_key_set.updated_at timestamp with time zone NOT NULL
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
confirmation.reversal_reason_code text
confirmation.reverses text
confirmation.sequence integer
confirmation.state text NOT NULL DEFAULT 'RECEIVED'::text
confirmation.traceparent text NOT NULL
confirmation.version integer NOT NULL DEFAULT 1
consumption_variance.component_line text NOT NULL
consumption_variance.document json NOT NULL
consumption_variance.evaluated_at timestamp with time zone NOT NULL
consumption_variance.level text NOT NULL
consumption_variance.order_number text NOT NULL
consumption_variance.plant_code text NOT NULL
contract_evaluation.digest text NOT NULL
contract_evaluation.evaluated_at timestamp with time zone NOT NULL
contract_evaluation.evaluated_by text NOT NULL
contract_evaluation.evidence text NOT NULL
contract_evaluation.evidence_hash text NOT NULL
contract_evaluation.id text NOT NULL
contract_evaluation.proposal_id text
contract_evaluation.risk text NOT NULL
contract_evaluation.ruleset_hash text NOT NULL
contract_evaluation.seq bigint NOT NULL DEFAULT nextval('il.contract_evaluation_seq_seq'::regclass)
contract_evaluation.served_hash text NOT NULL
contract_evaluation.verdict text NOT NULL
contract_version.author text NOT NULL
contract_version.bundle text NOT NULL
contract_version.digest text NOT NULL
contract_version.domain text NOT NULL
contract_version.kind text NOT NULL
contract_version.major text NOT NULL
contract_version.name text NOT NULL
contract_version.origin text NOT NULL
contract_version.owner text NOT NULL
contract_version.registered_at timestamp with time zone NOT NULL
contract_version.state text NOT NULL DEFAULT 'draft'::text
contract_version.state_changed_at timestamp with time zone NOT NULL
contract_version.title text NOT NULL
contract_version.version text NOT NULL
credential_change.changed_at timestamp with time zone NOT NULL DEFAULT now()
credential_change.client_id text NOT NULL
credential_change.id bigint NOT NULL DEFAULT nextval('il.credential_change_id_seq'::regclass)
destination.breaker text NOT NULL DEFAULT 'CLOSED'::text
destination.name text NOT NULL
destination.open_until timestamp with time zone
destination.opened_at timestamp with time zone
destination.prober text
destination.problem json
destination.recovered_at timestamp with time zone
destination.shares json NOT NULL DEFAULT '{}'::json
destination.tokens double precision NOT NULL DEFAULT 0
destination.tokens_at timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp with time zone
destination.updated_at timestamp with time zone NOT NULL DEFAULT now()
engine_command.created_at timestamp with time zone NOT NULL DEFAULT now()
engine_command.done_at timestamp with time zone
engine_command.flow text
engine_command.id bigint NOT NULL DEFAULT nextval('il.engine_command_id_seq'::regclass)
engine_command.input json NOT NULL
engine_command.kind text NOT NULL
engine_command.topic text
engine_command.workflow_id text NOT NULL
event_cursor.created_at timestamp with time zone NOT NULL DEFAULT now()
event_cursor.failing_since timestamp with time zone
event_cursor.follower text NOT NULL
event_cursor.holder text
event_cursor.last_error text
event_cursor.lease_until timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp with time zone
event_cursor.position bigint NOT NULL
event_cursor.updated_at timestamp with time zone NOT NULL DEFAULT now()
event_dead_letter.attempts smallint NOT NULL
event_dead_letter.created_at timestamp with time zone NOT NULL DEFAULT now()
event_dead_letter.event json NOT NULL
event_dead_letter.id text NOT NULL
event_dead_letter.position bigint NOT NULL
event_dead_letter.redelivered_at timestamp with time zone
event_dead_letter.redelivered_by text
event_dead_letter.status smallint NOT NULL
event_dead_letter.subscription_id text NOT NULL
event_subscription.created_at timestamp with time zone NOT NULL DEFAULT now()
event_subscription.delivered bigint NOT NULL DEFAULT 0
event_subscription.id text NOT NULL
event_subscription.last_delivered_at timestamp with time zone
event_subscription.name text NOT NULL
event_subscription.owner text NOT NULL
event_subscription.plants text[]
event_subscription.refused_in_row integer NOT NULL DEFAULT 0
event_subscription.sealed_secret text NOT NULL
event_subscription.state text NOT NULL DEFAULT 'ACTIVE'::text
event_subscription.state_reason text
event_subscription.types text[] NOT NULL DEFAULT '{}'::text[]
event_subscription.updated_at timestamp with time zone NOT NULL DEFAULT now()
event_subscription.url text NOT NULL
event_subscription.versions text[] NOT NULL DEFAULT '{}'::text[]
executor.beat_at timestamp with time zone NOT NULL DEFAULT now()
executor.host text NOT NULL
executor.id text NOT NULL
executor.pid integer NOT NULL
executor.started_at timestamp with time zone NOT NULL DEFAULT now()
failure_group.assigned_at timestamp with time zone NOT NULL DEFAULT now()
failure_group.assigned_by text NOT NULL
failure_group.fingerprint text NOT NULL
failure_group.note text NOT NULL
failure_group.owner text NOT NULL
failure_group.plant_code text NOT NULL
genealogy_edge.at timestamp with time zone NOT NULL
genealogy_edge.child_lot text NOT NULL
genealogy_edge.child_material text NOT NULL
genealogy_edge.confirmation_id text
genealogy_edge.id text NOT NULL
genealogy_edge.kind text NOT NULL
genealogy_edge.operation_number text
genealogy_edge.order_number text
genealogy_edge.parent_lot text NOT NULL
genealogy_edge.parent_material text NOT NULL
genealogy_edge.plant_code text NOT NULL
genealogy_edge.quantity numeric(18,6) NOT NULL
genealogy_edge.recorded_at timestamp with time zone NOT NULL DEFAULT now()
genealogy_edge.reverses text
genealogy_edge.source_id text NOT NULL
genealogy_edge.unit text NOT NULL
grant_revision.is_only boolean NOT NULL DEFAULT true
grant_revision.revision bigint NOT NULL
hold_target.effects text[] NOT NULL
hold_target.ended_at timestamp with time zone
hold_target.hold_id text NOT NULL
hold_target.is_direct boolean NOT NULL
hold_target.key text NOT NULL
hold_target.plant_code text NOT NULL
idempotency.client_id text NOT NULL
idempotency.created_at timestamp with time zone NOT NULL DEFAULT now()
idempotency.expires_at timestamp with time zone NOT NULL
idempotency.key text NOT NULL
idempotency.operation text NOT NULL
idempotency.operation_id text
idempotency.request_hash text NOT NULL
idempotency.response text
idempotency.status smallint NOT NULL
lot.created_at timestamp with time zone NOT NULL DEFAULT now()
lot.disposition text NOT NULL
lot.lot_number text NOT NULL
lot.material_number text NOT NULL
lot.plant_code text NOT NULL
lot.updated_at timestamp with time zone NOT NULL DEFAULT now()
lot.version integer NOT NULL DEFAULT 1
lot_disposition_change.at timestamp with time zone NOT NULL
lot_disposition_change.from_disposition text
lot_disposition_change.id text NOT NULL
lot_disposition_change.lot_number text NOT NULL
lot_disposition_change.material_number text NOT NULL
lot_disposition_change.plant_code text NOT NULL
lot_disposition_change.reason text NOT NULL
lot_disposition_change.recorded_at timestamp with time zone NOT NULL DEFAULT now()
lot_disposition_change.source_id text NOT NULL
lot_disposition_change.to_disposition text NOT NULL
master_record.changed_at timestamp with time zone NOT NULL DEFAULT now()
master_record.changed_by text NOT NULL
master_record.checksum text NOT NULL
master_record.document json NOT NULL
master_record.effective_from timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp with time zone
master_record.key text NOT NULL
master_record.plant_code text NOT NULL DEFAULT ''::text
master_record.type text NOT NULL
movement.client_id text NOT NULL
movement.confirmation_id text
movement.correlation_id text NOT NULL
movement.document json NOT NULL
movement.document_hash text NOT NULL
movement.findings json NOT NULL DEFAULT '[]'::json
movement.id text NOT NULL
movement.lane_key text NOT NULL
movement.lot_numbers text[] NOT NULL
movement.material_numbers text[] NOT NULL
movement.movement_number text NOT NULL
movement.movement_type text NOT NULL
movement.operation_id text NOT NULL
movement.order_number text
movement.plant_code text NOT NULL
movement.posting_kind text
movement.reason text
movement.recorded_at timestamp with time zone NOT NULL DEFAULT now()
movement.reverses text
movement.state text NOT NULL DEFAULT 'RECEIVED'::text
movement.traceparent text NOT NULL
movement.updated_at timestamp with time zone NOT NULL DEFAULT now()
movement.version integer NOT NULL DEFAULT 1
nonconformance.closing_reason text
nonconformance.correlation_id text NOT NULL
nonconformance.defect_code text NOT NULL
nonconformance.description text NOT NULL
nonconformance.disposition text
nonconformance.hold_id text
nonconformance.id text NOT NULL
nonconformance.occurred_at timestamp with time zone NOT NULL
nonconformance.plant_code text NOT NULL
nonconformance.quantity json
nonconformance.raised_by text NOT NULL
nonconformance.recorded_at timestamp with time zone NOT NULL DEFAULT now()
nonconformance.scope json NOT NULL
nonconformance.scope_key text NOT NULL
nonconformance.severity text NOT NULL
nonconformance.state text NOT NULL DEFAULT 'OPEN'::text
nonconformance.traceparent text NOT NULL
nonconformance.updated_at timestamp with time zone NOT NULL DEFAULT now()
nonconformance.version integer NOT NULL DEFAULT 1
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
order_command.client_id text NOT NULL
order_command.command text NOT NULL
order_command.correlation_id text NOT NULL
order_command.document json NOT NULL
order_command.id text NOT NULL
order_command.operation_id text NOT NULL
order_command.order_number text NOT NULL
order_command.plant_code text NOT NULL
order_command.recorded_at timestamp with time zone NOT NULL DEFAULT now()
order_command.traceparent text NOT NULL
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
order_lot.at timestamp with time zone NOT NULL
order_lot.confirmation_id text NOT NULL
order_lot.gtin text
order_lot.handling_unit text
order_lot.id text NOT NULL
order_lot.kind text NOT NULL
order_lot.lot_number text NOT NULL
order_lot.material_number text NOT NULL
order_lot.operation_number text NOT NULL
order_lot.order_number text NOT NULL
order_lot.plant_code text NOT NULL
order_lot.quantity numeric(18,6) NOT NULL
order_lot.recorded_at timestamp with time zone NOT NULL DEFAULT now()
order_lot.reverses text
order_lot.side text NOT NULL
order_lot.time_zone text NOT NULL
order_lot.unit text NOT NULL
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
outbox.event text NOT NULL
outbox.event_id text NOT NULL
outbox.id bigint NOT NULL DEFAULT nextval('il.outbox_id_seq'::regclass)
outbox.partition_key text NOT NULL
outbox.plant_code text NOT NULL
outbox.position bigint
outbox.published_at timestamp with time zone
outbox.type text NOT NULL
pact_branch.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_branch.id bigint NOT NULL
pact_branch.name text NOT NULL
pact_branch.participant_id bigint NOT NULL
pact_branch_version.branch_id bigint NOT NULL
pact_branch_version.version_id bigint NOT NULL
pact_clean_up.days integer NOT NULL
pact_clean_up.is_only boolean NOT NULL DEFAULT true
pact_clean_up.is_scheduled boolean NOT NULL
pact_clean_up.ran_at timestamp with time zone
pact_clean_up.updated_at timestamp with time zone NOT NULL
pact_clean_up.updated_by text NOT NULL
pact_clean_up.versions_per_branch integer NOT NULL
pact_content.body text NOT NULL
pact_content.consumer_id bigint NOT NULL
pact_content.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_content.id bigint NOT NULL
pact_content.interaction_count integer NOT NULL
pact_content.interaction_shas text[]
pact_content.message_count integer NOT NULL
pact_content.provider_id bigint NOT NULL
pact_content.sha text NOT NULL
pact_content.spec_version text
pact_environment.contacts json NOT NULL DEFAULT '[]'::json
pact_environment.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_environment.display_name text
pact_environment.id uuid NOT NULL
pact_environment.is_production boolean NOT NULL
pact_environment.name text NOT NULL
pact_environment.updated_at timestamp with time zone NOT NULL DEFAULT now()
pact_environment_version.ended_at timestamp with time zone
pact_environment_version.environment_id uuid NOT NULL
pact_environment_version.id uuid NOT NULL
pact_environment_version.instance text NOT NULL DEFAULT ''::text
pact_environment_version.kind text NOT NULL
pact_environment_version.participant_id bigint NOT NULL
pact_environment_version.started_at timestamp with time zone NOT NULL
pact_environment_version.version_id bigint NOT NULL
pact_first_success.branch_id bigint NOT NULL
pact_first_success.content_id bigint NOT NULL
pact_first_success.succeeded_at timestamp with time zone NOT NULL DEFAULT now()
pact_integration.consumer_id bigint NOT NULL
pact_integration.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_integration.provider_id bigint NOT NULL
pact_participant.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_participant.display_name text
pact_participant.id bigint NOT NULL
pact_participant.main_branch text
pact_participant.name text NOT NULL
pact_participant.repository_url text
pact_participant.required_checks text[]
pact_participant.updated_at timestamp with time zone NOT NULL DEFAULT now()
pact_plant_group.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_plant_group.environment_id uuid NOT NULL
pact_plant_group.name text NOT NULL
pact_plant_group.plants text[] NOT NULL
pact_plant_group.updated_at timestamp with time zone NOT NULL DEFAULT now()
pact_provider_contract.body text NOT NULL
pact_provider_contract.content_type text NOT NULL
pact_provider_contract.provider_version_id bigint NOT NULL
pact_provider_contract.published_at timestamp with time zone NOT NULL DEFAULT now()
pact_provider_contract.self_verification jsonb
pact_provider_contract.sha256 text NOT NULL
pact_provider_contract.specification text NOT NULL
pact_publication.consumer_id bigint NOT NULL
pact_publication.consumer_version_id bigint NOT NULL
pact_publication.content_id bigint NOT NULL
pact_publication.provider_id bigint NOT NULL
pact_publication.published_at timestamp with time zone NOT NULL DEFAULT now()
pact_publication.revision integer NOT NULL DEFAULT 1
pact_verdict.content_id bigint NOT NULL
pact_verdict.provider_version_id bigint NOT NULL
pact_verdict.success boolean NOT NULL
pact_verdict.verification_id bigint NOT NULL
pact_verification.build_url text
pact_verification.consumer_version_ids bigint[] NOT NULL DEFAULT '{}'::bigint[]
pact_verification.content_id bigint NOT NULL
pact_verification.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_verification.id bigint NOT NULL
pact_verification.provider_version_id bigint NOT NULL
pact_verification.results json
pact_verification.success boolean NOT NULL
pact_verification.verified_by json
pact_version.build_url text
pact_version.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_version.equivalent_to bigint
pact_version.id bigint NOT NULL
pact_version.number text NOT NULL
pact_version.participant_id bigint NOT NULL
pact_version_tag.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_version_tag.name text NOT NULL
pact_version_tag.participant_id bigint NOT NULL
pact_version_tag.version_id bigint NOT NULL
pact_webhook.consumer_id bigint
pact_webhook.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_webhook.description text
pact_webhook.events text[] NOT NULL
pact_webhook.id uuid NOT NULL
pact_webhook.is_enabled boolean NOT NULL
pact_webhook.provider_id bigint
pact_webhook.request json NOT NULL
pact_webhook.sealed_secrets text
pact_webhook.updated_at timestamp with time zone NOT NULL DEFAULT now()
pact_webhook_attempt.delivery_id uuid NOT NULL
pact_webhook_attempt.ended_at timestamp with time zone NOT NULL DEFAULT now()
pact_webhook_attempt.log text NOT NULL
pact_webhook_attempt.n smallint NOT NULL
pact_webhook_attempt.started_at timestamp with time zone NOT NULL
pact_webhook_attempt.status smallint
pact_webhook_delivery.attempts smallint NOT NULL DEFAULT 0
pact_webhook_delivery.consumer_version_id bigint NOT NULL
pact_webhook_delivery.content_id bigint NOT NULL
pact_webhook_delivery.created_at timestamp with time zone NOT NULL DEFAULT now()
pact_webhook_delivery.descriptions text[] NOT NULL DEFAULT '{}'::text[]
pact_webhook_delivery.due_at timestamp with time zone NOT NULL DEFAULT now()
pact_webhook_delivery.event text NOT NULL
pact_webhook_delivery.finished_at timestamp with time zone
pact_webhook_delivery.id uuid NOT NULL DEFAULT gen_random_uuid()
pact_webhook_delivery.provider_version_id bigint
pact_webhook_delivery.state text NOT NULL DEFAULT 'PENDING'::text
pact_webhook_delivery.verification_id bigint
pact_webhook_delivery.webhook_id uuid NOT NULL
plant_link.changed_at timestamp with time zone NOT NULL DEFAULT now()
plant_link.failures integer NOT NULL DEFAULT 0
plant_link.next_probe_at timestamp with time zone NOT NULL DEFAULT now()
plant_link.offline_since timestamp with time zone
plant_link.plant_code text NOT NULL
plant_link.reason text NOT NULL DEFAULT ''::text
plant_link.state text NOT NULL DEFAULT 'ONLINE'::text
plant_profile.applied_at timestamp with time zone NOT NULL DEFAULT now()
plant_profile.applied_by text NOT NULL
plant_profile.checksum text NOT NULL
plant_profile.plant_code text NOT NULL
plant_profile.profile json NOT NULL
plant_profile.version integer NOT NULL
plant_site.plant_code text
plant_site.site text
posting.aggregated_into text
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
posting.latency_class text NOT NULL DEFAULT 'NRT'::text
posting.member_count integer NOT NULL DEFAULT 0
posting.next_at timestamp with time zone NOT NULL DEFAULT now()
posting.operation_id text NOT NULL
posting.order_number text NOT NULL
posting.plant_code text NOT NULL
posting.posted_at timestamp with time zone
posting.problem json
posting.retry_since timestamp with time zone
posting.seq bigint NOT NULL DEFAULT nextval('il.posting_seq_seq'::regclass)
posting.sla_breached_at timestamp with time zone
posting.sla_due_at timestamp with time zone
posting.sla_from timestamp with time zone
posting.source_id text NOT NULL
posting.state text NOT NULL DEFAULT 'PENDING'::text
posting.traceparent text NOT NULL
posting.updated_at timestamp with time zone NOT NULL DEFAULT now()
posting.window_until timestamp with time zone
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
posting_change.after json
posting_change.applied_at timestamp with time zone
posting_change.applied_by text
posting_change.before json NOT NULL
posting_change.content_hash text NOT NULL
posting_change.differences json NOT NULL
posting_change.id text NOT NULL
posting_change.kind text NOT NULL
posting_change.posting_id text NOT NULL
posting_change.proposal_id text NOT NULL
posting_change.proposed_at timestamp with time zone NOT NULL DEFAULT now()
posting_change.proposed_by text NOT NULL
posting_change.reason text NOT NULL
posting_change.revision integer NOT NULL
posting_change.state text NOT NULL DEFAULT 'PROPOSED'::text
principal_link.declared_at timestamp with time zone NOT NULL DEFAULT now()
principal_link.declared_by text NOT NULL
principal_link.end_reason text
principal_link.ended_at timestamp with time zone
principal_link.ended_by text
principal_link.id text NOT NULL
principal_link.kind text NOT NULL
principal_link.other text NOT NULL
principal_link.principal text NOT NULL
principal_link.reason text NOT NULL
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
production_order.release_run integer NOT NULL DEFAULT 1
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
promotion.action text NOT NULL
promotion.actor text NOT NULL
promotion.correlation_id text NOT NULL
promotion.evaluation_id text
promotion.id text NOT NULL
promotion.promoted_at timestamp with time zone NOT NULL
promotion.reason text NOT NULL
promotion.seq bigint NOT NULL
promotion.served text NOT NULL
promotion.served_hash text NOT NULL
quality_event.client_id text NOT NULL
quality_event.correlation_id text NOT NULL
quality_event.document json NOT NULL
quality_event.document_hash text NOT NULL
quality_event.hold_id text
quality_event.id text NOT NULL
quality_event.kind text NOT NULL
quality_event.nonconformance_id text
quality_event.occurred_at timestamp with time zone NOT NULL
quality_event.operation_id text NOT NULL
quality_event.plant_code text NOT NULL
quality_event.recorded_at timestamp with time zone NOT NULL DEFAULT now()
quality_event.scope json NOT NULL
quality_event.scope_key text NOT NULL
quality_event.severity text
quality_event.traceparent text NOT NULL
quality_hold.content_hash text NOT NULL
quality_hold.correlation_id text NOT NULL
quality_hold.decided_at timestamp with time zone
quality_hold.decided_by text
quality_hold.decision_reason text
quality_hold.disposition text
quality_hold.document json NOT NULL
quality_hold.effects text[] NOT NULL
quality_hold.expires_at timestamp with time zone
quality_hold.id text NOT NULL
quality_hold.occurred_at timestamp with time zone NOT NULL
quality_hold.placed_by text NOT NULL
quality_hold.plant_code text NOT NULL
quality_hold.proposal_id text
quality_hold.reason_code text NOT NULL
quality_hold.recorded_at timestamp with time zone NOT NULL DEFAULT now()
quality_hold.request_reason text
quality_hold.requested_at timestamp with time zone
quality_hold.requested_by text
quality_hold.scope json NOT NULL
quality_hold.scope_key text NOT NULL
quality_hold.severity text NOT NULL
quality_hold.state text NOT NULL DEFAULT 'OPEN'::text
quality_hold.traceparent text NOT NULL
quality_hold.updated_at timestamp with time zone NOT NULL DEFAULT now()
quality_hold.version integer NOT NULL DEFAULT 1
receipt_stock_status.changed_at timestamp with time zone NOT NULL DEFAULT now()
receipt_stock_status.is_blocked boolean NOT NULL
receipt_stock_status.posting_id text NOT NULL
reconciliation_case.authority text NOT NULL
reconciliation_case.code text NOT NULL
reconciliation_case.detail text NOT NULL
reconciliation_case.id text NOT NULL
reconciliation_case.opened_at timestamp with time zone NOT NULL
reconciliation_case.order_number text
reconciliation_case.plant_code text NOT NULL
reconciliation_case.resolution text NOT NULL
reconciliation_case.resolved_at timestamp with time zone
reconciliation_case.seen_at timestamp with time zone NOT NULL
reconciliation_case.state text NOT NULL DEFAULT 'OPEN'::text
reconciliation_case.subject text NOT NULL
reconciliation_run.finished_at timestamp with time zone NOT NULL
reconciliation_run.id text NOT NULL
reconciliation_run.plant_code text NOT NULL
reconciliation_run.results json NOT NULL
reconciliation_run.started_at timestamp with time zone NOT NULL
reconciliation_run.started_by text NOT NULL
reconciliation_run.trigger text NOT NULL
replay_item.attempts integer NOT NULL
replay_item.code text
replay_item.detail text NOT NULL
replay_item.fingerprint text
replay_item.job_id text NOT NULL
replay_item.position integer NOT NULL
replay_item.posting_id text NOT NULL
replay_item.result text NOT NULL
replay_item.verdict text NOT NULL
replay_job.content_hash text NOT NULL
replay_job.correlation_id text NOT NULL
replay_job.dry_run_ms integer NOT NULL
replay_job.earlier_postings integer NOT NULL DEFAULT 0
replay_job.finished_at timestamp with time zone
replay_job.id text NOT NULL
replay_job.is_cause_mended boolean NOT NULL
replay_job.next_release_at timestamp with time zone NOT NULL DEFAULT now()
replay_job.plant_code text
replay_job.proposal_id text NOT NULL
replay_job.rate_per_second integer NOT NULL
replay_job.reason text NOT NULL
replay_job.requested_at timestamp with time zone NOT NULL DEFAULT now()
replay_job.requested_by text NOT NULL
replay_job.selection json NOT NULL
replay_job.started_at timestamp with time zone
replay_job.state text NOT NULL DEFAULT 'READY'::text
role_grant.created_at timestamp with time zone NOT NULL DEFAULT now()
role_grant.granted_by text NOT NULL
role_grant.id text NOT NULL
role_grant.principal text NOT NULL
role_grant.reason text NOT NULL
role_grant.revoke_reason text
role_grant.revoked_at timestamp with time zone
role_grant.revoked_by text
role_grant.role text NOT NULL
role_grant.scope_kind text NOT NULL
role_grant.scope_values text[] NOT NULL DEFAULT '{}'::text[]
role_grant.source text NOT NULL
role_grant.valid_from timestamp with time zone
role_grant.valid_to timestamp with time zone
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
stock_snapshot.as_of timestamp with time zone NOT NULL
stock_snapshot.client_id text NOT NULL
stock_snapshot.correlation_id text NOT NULL
stock_snapshot.document json NOT NULL
stock_snapshot.document_hash text NOT NULL
stock_snapshot.id text NOT NULL
stock_snapshot.operation_id text NOT NULL
stock_snapshot.plant_code text NOT NULL
stock_snapshot.recorded_at timestamp with time zone NOT NULL DEFAULT now()
stock_snapshot.traceparent text NOT NULL
traffic_grant.budget text NOT NULL
traffic_grant.granted bigint NOT NULL
traffic_grant.slot bigint NOT NULL
usage_call.answers bigint NOT NULL
usage_call.api text NOT NULL
usage_call.calls bigint NOT NULL
usage_call.client_id text NOT NULL
usage_call.day date NOT NULL
usage_call.is_complete boolean NOT NULL
usage_call.operation text NOT NULL
usage_call.plant_code text NOT NULL
usage_call.requests bigint NOT NULL
usage_call.version text NOT NULL
usage_field.api text NOT NULL
usage_field.calls bigint NOT NULL
usage_field.client_id text NOT NULL
usage_field.day date NOT NULL
usage_field.direction text NOT NULL
usage_field.field text NOT NULL
usage_field.operation text NOT NULL
usage_field.plant_code text NOT NULL
usage_field.version text NOT NULL
usage_window.lost_calls bigint NOT NULL
usage_window.observed_until timestamp with time zone NOT NULL
usage_window.recorder_id text NOT NULL
usage_window.started_at timestamp with time zone NOT NULL
waiver.content_hash text NOT NULL
waiver.contract text NOT NULL
waiver.digest text NOT NULL
waiver.ends_on date NOT NULL
waiver.evidence_kind text NOT NULL
waiver.finding text NOT NULL
waiver.fingerprint text NOT NULL
waiver.id text NOT NULL
waiver.is_proven_breaking boolean NOT NULL
waiver.major text NOT NULL
waiver.owner text NOT NULL
waiver.proposal_id text NOT NULL
waiver.reason text NOT NULL
waiver.requested_at timestamp with time zone NOT NULL
waiver.requested_by text NOT NULL
waiver.revoke_reason text
waiver.revoked_at timestamp with time zone
waiver.revoked_by text
waiver.rule text NOT NULL

-- constraints
il.acknowledgement acknowledgement_pkey PRIMARY KEY (id)
il.acknowledgement acknowledgement_result_check CHECK ((result = ANY (ARRAY['ACK'::text, 'NACK'::text])))
il.alert alert_check CHECK (((state <> 'ACKNOWLEDGED'::text) OR ((acknowledged_at IS NOT NULL) AND (acknowledged_by IS NOT NULL) AND (note IS NOT NULL))))
il.alert alert_check1 CHECK (((state = 'RESOLVED'::text) = (resolved_at IS NOT NULL)))
il.alert alert_count_check CHECK ((count >= 1))
il.alert alert_pkey PRIMARY KEY (id)
il.alert alert_severity_check CHECK ((severity = ANY (ARRAY['WARNING'::text, 'CRITICAL'::text])))
il.alert alert_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'ACKNOWLEDGED'::text, 'RESOLVED'::text])))
il.alert alert_subject_check CHECK ((subject <> ''::text))
il.alert_watch alert_watch_pkey PRIMARY KEY (rule)
il.api_key api_key_check CHECK ((expires_at > created_at))
il.api_key api_key_client_id_fkey FOREIGN KEY (client_id) REFERENCES il.client(client_id)
il.api_key api_key_pkey PRIMARY KEY (key_id)
il.api_key api_key_slot_check CHECK ((slot = ANY (ARRAY[1, 2])))
il.api_key_use api_key_use_key_id_fkey FOREIGN KEY (key_id) REFERENCES il.api_key(key_id)
il.api_key_use api_key_use_pkey PRIMARY KEY (key_id)
il.approval_proposal approval_proposal_check CHECK (((risk_class <> 'BELOW_THRESHOLD'::text) OR (subject_type = ANY (ARRAY['replay'::text, 'discard'::text]))))
il.approval_proposal approval_proposal_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text))
il.approval_proposal approval_proposal_pkey PRIMARY KEY (id)
il.approval_proposal approval_proposal_risk_class_fkey FOREIGN KEY (risk_class) REFERENCES il.approval_risk_class(risk_class)
il.approval_risk_class approval_risk_class_approvers_min_check CHECK ((approvers_min >= 0))
il.approval_risk_class approval_risk_class_check CHECK (((consumer_side_min >= 0) AND (consumer_side_min <= approvers_min)))
il.approval_risk_class approval_risk_class_pkey PRIMARY KEY (risk_class)
il.approval_vote approval_vote_pkey PRIMARY KEY (proposal_id, approver)
il.approval_vote approval_vote_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES il.approval_proposal(id)
il.approval_vote approval_vote_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 3))
il.approval_vote approval_vote_verdict_check CHECK ((verdict = ANY (ARRAY['APPROVE'::text, 'REJECT'::text])))
il.audit_batch audit_batch_pkey PRIMARY KEY (first_seq)
il.audit_beat audit_beat_pkey PRIMARY KEY (node)
il.audit_checkpoint audit_checkpoint_pkey PRIMARY KEY (id)
il.audit_entry audit_entry_pkey PRIMARY KEY (id, at)
il.audit_entry_default audit_entry_default_pkey PRIMARY KEY (id, at)
il.audit_head audit_head_is_only_check CHECK (is_only)
il.audit_head audit_head_pkey PRIMARY KEY (is_only)
il.audit_key audit_key_pkey PRIMARY KEY (key_id)
il.audit_node audit_node_pkey PRIMARY KEY (node)
il.audit_pii audit_pii_pkey PRIMARY KEY (commitment)
il.audit_pruned audit_pruned_pkey PRIMARY KEY (id)
il.audit_tile audit_tile_pkey PRIMARY KEY (level, "position")
il.client client_kind_check CHECK ((kind = ANY (ARRAY['HUMAN'::text, 'SERVICE'::text, 'EDGE'::text])))
il.client client_pkey PRIMARY KEY (client_id)
il.client_assertion client_assertion_pkey PRIMARY KEY (client_id, token_id)
il.client_certificate client_certificate_check CHECK (((thumbprint IS NULL) <> (subject IS NULL)))
il.client_certificate client_certificate_client_id_fkey FOREIGN KEY (client_id) REFERENCES il.client(client_id)
il.client_certificate client_certificate_pkey PRIMARY KEY (id)
il.client_certificate client_certificate_subject_key UNIQUE (subject)
il.client_certificate client_certificate_thumbprint_key UNIQUE (thumbprint)
il.client_key_set client_key_set_client_id_fkey FOREIGN KEY (client_id) REFERENCES il.client(client_id)
il.client_key_set client_key_set_pkey PRIMARY KEY (client_id)
il.confirmation confirmation_pkey PRIMARY KEY (id)
il.confirmation confirmation_reversal_reason CHECK (((reverses IS NULL) = (reversal_reason_code IS NULL)))
il.confirmation confirmation_reverses_fkey FOREIGN KEY (reverses) REFERENCES il.confirmation(id)
il.consumption_variance consumption_variance_level_check CHECK ((level = ANY (ARRAY['NONE'::text, 'WARN'::text, 'CRITICAL'::text])))
il.consumption_variance consumption_variance_pkey PRIMARY KEY (plant_code, order_number, component_line)
il.contract_evaluation contract_evaluation_check CHECK ((evidence_hash = encode(sha256(convert_to(evidence, 'UTF8'::name)), 'hex'::text)))
il.contract_evaluation contract_evaluation_check1 CHECK (((verdict = 'PASSED'::text) = (proposal_id IS NOT NULL)))
il.contract_evaluation contract_evaluation_digest_fkey FOREIGN KEY (digest) REFERENCES il.contract_version(digest)
il.contract_evaluation contract_evaluation_pkey PRIMARY KEY (id)
il.contract_evaluation contract_evaluation_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES il.approval_proposal(id)
il.contract_evaluation contract_evaluation_risk_check CHECK ((risk = ANY (ARRAY['NON_BREAKING'::text, 'BREAKING'::text])))
il.contract_evaluation contract_evaluation_seq_key UNIQUE (seq)
il.contract_evaluation contract_evaluation_verdict_check CHECK ((verdict = ANY (ARRAY['PASSED'::text, 'BLOCKED'::text])))
il.contract_version contract_version_check CHECK ((digest = encode(sha256(convert_to(bundle, 'UTF8'::name)), 'hex'::text)))
il.contract_version contract_version_kind_check CHECK ((kind = ANY (ARRAY['openapi'::text, 'asyncapi'::text])))
il.contract_version contract_version_origin_check CHECK ((origin = ANY (ARRAY['BUILT_IN'::text, 'SUBMITTED'::text])))
il.contract_version contract_version_pkey PRIMARY KEY (digest)
il.credential_change credential_change_pkey PRIMARY KEY (id)
il.destination destination_breaker_check CHECK ((breaker = ANY (ARRAY['CLOSED'::text, 'OPEN'::text, 'HALF_OPEN'::text])))
il.destination destination_check CHECK (((breaker = 'CLOSED'::text) = (open_until IS NULL)))
il.destination destination_check1 CHECK (((breaker = 'HALF_OPEN'::text) = (prober IS NOT NULL)))
il.destination destination_pkey PRIMARY KEY (name)
il.engine_command engine_command_kind_check CHECK ((kind = ANY (ARRAY['START'::text, 'SIGNAL'::text])))
il.engine_command engine_command_pkey PRIMARY KEY (id)
il.event_cursor event_cursor_pkey PRIMARY KEY (follower)
il.event_dead_letter event_dead_letter_check CHECK (((redelivered_at IS NULL) = (redelivered_by IS NULL)))
il.event_dead_letter event_dead_letter_pkey PRIMARY KEY (id)
il.event_dead_letter event_dead_letter_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES il.event_subscription(id) ON DELETE CASCADE
il.event_dead_letter event_dead_letter_subscription_id_position_key UNIQUE (subscription_id, "position")
il.event_subscription event_subscription_check CHECK (((state = 'ACTIVE'::text) = (state_reason IS NULL)))
il.event_subscription event_subscription_name_key UNIQUE (name)
il.event_subscription event_subscription_pkey PRIMARY KEY (id)
il.event_subscription event_subscription_state_check CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text, 'DISABLED'::text])))
il.executor executor_pkey PRIMARY KEY (id)
il.failure_group failure_group_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text))
il.failure_group failure_group_owner_check CHECK ((owner <> ''::text))
il.failure_group failure_group_pkey PRIMARY KEY (fingerprint)
il.genealogy_edge genealogy_edge_check CHECK (((kind = 'REWORK'::text) OR ((parent_material <> child_material) OR (parent_lot <> child_lot))))
il.genealogy_edge genealogy_edge_kind_check CHECK ((kind = ANY (ARRAY['TRANSFORM'::text, 'AGGREGATE'::text, 'SPLIT'::text, 'MERGE'::text, 'REWORK'::text])))
il.genealogy_edge genealogy_edge_pkey PRIMARY KEY (id)
il.genealogy_edge genealogy_edge_reverses_fkey FOREIGN KEY (reverses) REFERENCES il.genealogy_edge(id)
il.grant_revision grant_revision_is_only_check CHECK (is_only)
il.grant_revision grant_revision_pkey PRIMARY KEY (is_only)
il.hold_target hold_target_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES il.quality_hold(id)
il.hold_target hold_target_pkey PRIMARY KEY (hold_id, key)
il.idempotency idempotency_check CHECK (((operation_id IS NOT NULL) OR (response IS NOT NULL)))
il.idempotency idempotency_pkey PRIMARY KEY (client_id, operation, key)
il.lot lot_pkey PRIMARY KEY (material_number, lot_number, plant_code)
il.lot_disposition_change lot_disposition_change_pkey PRIMARY KEY (id)
il.master_record master_record_pkey PRIMARY KEY (type, plant_code, key, effective_from)
il.movement movement_pkey PRIMARY KEY (id)
il.movement movement_reverses_fkey FOREIGN KEY (reverses) REFERENCES il.movement(id)
il.nonconformance nonconformance_check CHECK (((state <> 'CLOSED'::text) OR ((disposition IS NOT NULL) AND (closing_reason IS NOT NULL))))
il.nonconformance nonconformance_disposition_check CHECK ((disposition = ANY (ARRAY['USE_AS_IS'::text, 'REWORK'::text, 'SCRAP'::text, 'RETURN'::text])))
il.nonconformance nonconformance_pkey PRIMARY KEY (id)
il.nonconformance nonconformance_severity_check CHECK ((severity = ANY (ARRAY['MINOR'::text, 'MAJOR'::text, 'CRITICAL'::text])))
il.operation_status operation_status_pkey PRIMARY KEY (id)
il.operation_status operation_status_state_check CHECK ((state = ANY (ARRAY['RUNNING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'PARKED'::text])))
il.order_command order_command_command_check CHECK ((command = ANY (ARRAY['CANCEL'::text, 'CLOSE'::text, 'REOPEN'::text, 'ABORT'::text, 'REVALIDATE'::text, 'REDISPATCH'::text])))
il.order_command order_command_pkey PRIMARY KEY (id)
il.order_command order_command_plant_code_order_number_fkey FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order(plant_code, order_number)
il.order_component order_component_pkey PRIMARY KEY (plant_code, order_number, component_line)
il.order_component order_component_plant_code_order_number_fkey FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order(plant_code, order_number)
il.order_lot order_lot_kind_check CHECK ((kind = ANY (ARRAY['TRANSFORM'::text, 'REWORK'::text])))
il.order_lot order_lot_pkey PRIMARY KEY (id)
il.order_lot order_lot_reverses_fkey FOREIGN KEY (reverses) REFERENCES il.order_lot(id)
il.order_lot order_lot_side_check CHECK ((side = ANY (ARRAY['INPUT'::text, 'OUTPUT'::text, 'RETURN'::text])))
il.order_operation order_operation_pkey PRIMARY KEY (plant_code, order_number, operation_number)
il.order_operation order_operation_plant_code_order_number_fkey FOREIGN KEY (plant_code, order_number) REFERENCES il.production_order(plant_code, order_number)
il.outbox outbox_pkey PRIMARY KEY (id)
il.pact_branch pact_branch_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_branch pact_branch_participant_id_name_key UNIQUE (participant_id, name)
il.pact_branch pact_branch_pkey PRIMARY KEY (id)
il.pact_branch_version pact_branch_version_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES il.pact_branch(id) ON DELETE CASCADE
il.pact_branch_version pact_branch_version_pkey PRIMARY KEY (branch_id, version_id)
il.pact_branch_version pact_branch_version_version_id_fkey FOREIGN KEY (version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_clean_up pact_clean_up_days_check CHECK (((days >= 1) AND (days <= 3650)))
il.pact_clean_up pact_clean_up_is_only_check CHECK (is_only)
il.pact_clean_up pact_clean_up_pkey PRIMARY KEY (is_only)
il.pact_clean_up pact_clean_up_versions_per_branch_check CHECK (((versions_per_branch >= 1) AND (versions_per_branch <= 10000)))
il.pact_content pact_content_consumer_id_fkey FOREIGN KEY (consumer_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_content pact_content_pkey PRIMARY KEY (id)
il.pact_content pact_content_provider_id_consumer_id_sha_key UNIQUE (provider_id, consumer_id, sha)
il.pact_content pact_content_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_content pact_content_sha_check CHECK ((sha ~ '^[0-9a-f]{40}$'::text))
il.pact_environment pact_environment_name_key UNIQUE (name)
il.pact_environment pact_environment_pkey PRIMARY KEY (id)
il.pact_environment_version pact_environment_version_check CHECK (((kind = 'DEPLOYED'::text) OR (instance = ''::text)))
il.pact_environment_version pact_environment_version_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES il.pact_environment(id) ON DELETE CASCADE
il.pact_environment_version pact_environment_version_kind_check CHECK ((kind = ANY (ARRAY['DEPLOYED'::text, 'RELEASED'::text])))
il.pact_environment_version pact_environment_version_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_environment_version pact_environment_version_pkey PRIMARY KEY (id)
il.pact_environment_version pact_environment_version_version_id_fkey FOREIGN KEY (version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_first_success pact_first_success_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES il.pact_branch(id) ON DELETE CASCADE
il.pact_first_success pact_first_success_content_id_fkey FOREIGN KEY (content_id) REFERENCES il.pact_content(id) ON DELETE CASCADE
il.pact_first_success pact_first_success_pkey PRIMARY KEY (content_id, branch_id)
il.pact_integration pact_integration_consumer_id_fkey FOREIGN KEY (consumer_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_integration pact_integration_pkey PRIMARY KEY (provider_id, consumer_id)
il.pact_integration pact_integration_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_participant pact_participant_name_key UNIQUE (name)
il.pact_participant pact_participant_pkey PRIMARY KEY (id)
il.pact_participant pact_participant_required_checks_check CHECK (((required_checks && '{PACT,COMPARISON}'::text[]) AND (required_checks <@ '{PACT,COMPARISON,LINT,DIFF,APPROVAL,SELF_VERIFICATION}'::text[])))
il.pact_plant_group pact_plant_group_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES il.pact_environment(id) ON DELETE CASCADE
il.pact_plant_group pact_plant_group_name_check CHECK ((name ~ '^[a-z][a-z0-9-]{0,62}$'::text))
il.pact_plant_group pact_plant_group_pkey PRIMARY KEY (environment_id, name)
il.pact_plant_group pact_plant_group_plants_check CHECK (((cardinality(plants) >= 1) AND (cardinality(plants) <= 5000)))
il.pact_provider_contract pact_provider_contract_pkey PRIMARY KEY (provider_version_id)
il.pact_provider_contract pact_provider_contract_provider_version_id_fkey FOREIGN KEY (provider_version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_publication pact_publication_consumer_id_fkey FOREIGN KEY (consumer_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_publication pact_publication_consumer_version_id_fkey FOREIGN KEY (consumer_version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_publication pact_publication_content_id_fkey FOREIGN KEY (content_id) REFERENCES il.pact_content(id) ON DELETE CASCADE
il.pact_publication pact_publication_pkey PRIMARY KEY (consumer_version_id, provider_id)
il.pact_publication pact_publication_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_verdict pact_verdict_content_id_fkey FOREIGN KEY (content_id) REFERENCES il.pact_content(id) ON DELETE CASCADE
il.pact_verdict pact_verdict_pkey PRIMARY KEY (content_id, provider_version_id)
il.pact_verdict pact_verdict_provider_version_id_fkey FOREIGN KEY (provider_version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_verdict pact_verdict_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES il.pact_verification(id) ON DELETE CASCADE
il.pact_verification pact_verification_content_id_fkey FOREIGN KEY (content_id) REFERENCES il.pact_content(id) ON DELETE CASCADE
il.pact_verification pact_verification_pkey PRIMARY KEY (id)
il.pact_verification pact_verification_provider_version_id_fkey FOREIGN KEY (provider_version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_version pact_version_check CHECK ((equivalent_to <> id))
il.pact_version pact_version_equivalent_to_fkey FOREIGN KEY (equivalent_to) REFERENCES il.pact_version(id) ON DELETE SET NULL
il.pact_version pact_version_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_version pact_version_participant_id_number_key UNIQUE (participant_id, number)
il.pact_version pact_version_pkey PRIMARY KEY (id)
il.pact_version_tag pact_version_tag_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_version_tag pact_version_tag_pkey PRIMARY KEY (participant_id, name, version_id)
il.pact_version_tag pact_version_tag_version_id_fkey FOREIGN KEY (version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_webhook pact_webhook_consumer_id_fkey FOREIGN KEY (consumer_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_webhook pact_webhook_pkey PRIMARY KEY (id)
il.pact_webhook pact_webhook_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES il.pact_participant(id) ON DELETE CASCADE
il.pact_webhook_attempt pact_webhook_attempt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES il.pact_webhook_delivery(id) ON DELETE CASCADE
il.pact_webhook_attempt pact_webhook_attempt_pkey PRIMARY KEY (delivery_id, n)
il.pact_webhook_delivery pact_webhook_delivery_check CHECK (((state = ANY (ARRAY['SUCCEEDED'::text, 'FAILED'::text])) = (finished_at IS NOT NULL)))
il.pact_webhook_delivery pact_webhook_delivery_consumer_version_id_fkey FOREIGN KEY (consumer_version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_webhook_delivery pact_webhook_delivery_content_id_fkey FOREIGN KEY (content_id) REFERENCES il.pact_content(id) ON DELETE CASCADE
il.pact_webhook_delivery pact_webhook_delivery_pkey PRIMARY KEY (id)
il.pact_webhook_delivery pact_webhook_delivery_provider_version_id_fkey FOREIGN KEY (provider_version_id) REFERENCES il.pact_version(id) ON DELETE CASCADE
il.pact_webhook_delivery pact_webhook_delivery_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'SENDING'::text, 'RETRY_WAIT'::text, 'SUCCEEDED'::text, 'FAILED'::text])))
il.pact_webhook_delivery pact_webhook_delivery_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES il.pact_verification(id) ON DELETE CASCADE
il.pact_webhook_delivery pact_webhook_delivery_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES il.pact_webhook(id) ON DELETE CASCADE
il.plant_link plant_link_failures_check CHECK ((failures >= 0))
il.plant_link plant_link_pkey PRIMARY KEY (plant_code)
il.plant_profile plant_profile_pkey PRIMARY KEY (plant_code, version)
il.posting posting_aggregated_into_fkey FOREIGN KEY (aggregated_into) REFERENCES il.posting(id)
il.posting posting_check CHECK (((aggregated_into IS NULL) OR (state = 'AGGREGATED'::text)))
il.posting posting_check1 CHECK (((sla_from IS NULL) = (sla_due_at IS NULL)))
il.posting posting_external_key_key UNIQUE (external_key)
il.posting posting_lane_check CHECK (((lane >= 0) AND (lane <= 255)))
il.posting posting_latency_class_check CHECK ((latency_class = ANY (ARRAY['RT'::text, 'NRT'::text, 'BATCH'::text])))
il.posting posting_member_count_check CHECK (((member_count >= 0) AND (member_count <= 500)))
il.posting posting_pkey PRIMARY KEY (id)
il.posting posting_seq_key UNIQUE (seq)
il.posting_attempt posting_attempt_action_check CHECK ((action = ANY (ARRAY['SEND'::text, 'PROBE'::text])))
il.posting_attempt posting_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['APPLIED'::text, 'DUPLICATE'::text, 'REJECTED'::text, 'RETRYABLE'::text, 'UNKNOWN'::text, 'NOT_FOUND'::text, 'FOUND'::text, 'ABANDONED'::text])))
il.posting_attempt posting_attempt_pkey PRIMARY KEY (posting_id, n)
il.posting_attempt posting_attempt_posting_id_fkey FOREIGN KEY (posting_id) REFERENCES il.posting(id)
il.posting_change posting_change_check CHECK (((kind = 'EDIT'::text) = (after IS NOT NULL)))
il.posting_change posting_change_check1 CHECK ((((state = 'APPLIED'::text) = (applied_at IS NOT NULL)) AND ((applied_at IS NULL) = (applied_by IS NULL))))
il.posting_change posting_change_kind_check CHECK ((kind = ANY (ARRAY['EDIT'::text, 'DISCARD'::text])))
il.posting_change posting_change_pkey PRIMARY KEY (id)
il.posting_change posting_change_posting_id_fkey FOREIGN KEY (posting_id) REFERENCES il.posting(id)
il.posting_change posting_change_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES il.approval_proposal(id)
il.posting_change posting_change_proposal_id_key UNIQUE (proposal_id)
il.posting_change posting_change_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 3))
il.posting_change posting_change_revision_check CHECK ((revision >= 1))
il.principal_link principal_link_check CHECK ((principal <> other))
il.principal_link principal_link_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
il.principal_link principal_link_kind_check CHECK ((kind = ANY (ARRAY['ALIAS'::text, 'OWNED_BY'::text, 'MEMBER_OF'::text])))
il.principal_link principal_link_pkey PRIMARY KEY (id)
il.production_order production_order_pkey PRIMARY KEY (plant_code, order_number)
il.promotion promotion_action_check CHECK ((action = ANY (ARRAY['BOOTSTRAP'::text, 'PROMOTE'::text, 'DEPRECATE'::text, 'RETIRE'::text, 'SUSPEND'::text, 'ROLLBACK'::text])))
il.promotion promotion_check CHECK ((served_hash = encode(sha256(convert_to(served, 'UTF8'::name)), 'hex'::text)))
il.promotion promotion_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES il.contract_evaluation(id)
il.promotion promotion_id_key UNIQUE (id)
il.promotion promotion_pkey PRIMARY KEY (seq)
il.promotion promotion_reason_check CHECK ((reason <> ''::text))
il.quality_event quality_event_kind_check CHECK ((kind = ANY (ARRAY['INSPECTION_RESULT'::text, 'HOLD_PLACED'::text, 'HOLD_RELEASED'::text, 'NONCONFORMANCE_RAISED'::text, 'NONCONFORMANCE_CLOSED'::text, 'USAGE_DECISION'::text])))
il.quality_event quality_event_pkey PRIMARY KEY (id)
il.quality_hold quality_hold_check CHECK (((state <> 'RELEASE_REQUESTED'::text) OR ((requested_by IS NOT NULL) AND (proposal_id IS NOT NULL))))
il.quality_hold quality_hold_check1 CHECK (((state <> 'REJECTED'::text) OR (disposition IS NOT NULL)))
il.quality_hold quality_hold_check2 CHECK (((state <> 'RELEASED'::text) OR (decided_by <> placed_by)))
il.quality_hold quality_hold_disposition_check CHECK ((disposition = ANY (ARRAY['SCRAP'::text, 'REWORK'::text])))
il.quality_hold quality_hold_effects_check CHECK (((cardinality(effects) > 0) AND (effects <@ '{COMPLETION,GOODS_RECEIPT,GOODS_ISSUE,RELEASE,SHIPMENT}'::text[])))
il.quality_hold quality_hold_pkey PRIMARY KEY (id)
il.quality_hold quality_hold_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES il.approval_proposal(id)
il.quality_hold quality_hold_severity_check CHECK ((severity = ANY (ARRAY['MINOR'::text, 'MAJOR'::text, 'CRITICAL'::text])))
il.receipt_stock_status receipt_stock_status_pkey PRIMARY KEY (posting_id)
il.receipt_stock_status receipt_stock_status_posting_id_fkey FOREIGN KEY (posting_id) REFERENCES il.posting(id)
il.reconciliation_case reconciliation_case_check CHECK (((state = 'RESOLVED'::text) = (resolved_at IS NOT NULL)))
il.reconciliation_case reconciliation_case_pkey PRIMARY KEY (id)
il.reconciliation_case reconciliation_case_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'RESOLVED'::text])))
il.reconciliation_run reconciliation_run_pkey PRIMARY KEY (id)
il.reconciliation_run reconciliation_run_trigger_check CHECK ((trigger = ANY (ARRAY['SCHEDULE'::text, 'DEMAND'::text])))
il.replay_item replay_item_job_id_fkey FOREIGN KEY (job_id) REFERENCES il.replay_job(id)
il.replay_item replay_item_job_id_posting_id_key UNIQUE (job_id, posting_id)
il.replay_item replay_item_pkey PRIMARY KEY (job_id, "position")
il.replay_item replay_item_posting_id_fkey FOREIGN KEY (posting_id) REFERENCES il.posting(id)
il.replay_item replay_item_result_check CHECK ((result = ANY (ARRAY['WAITING'::text, 'SKIPPED'::text, 'RELEASED'::text, 'POSTED'::text, 'FAILED'::text, 'HELD'::text, 'CHANGED'::text, 'CANCELLED'::text])))
il.replay_item replay_item_verdict_check CHECK ((verdict = ANY (ARRAY['WILL_POST'::text, 'ALREADY_POSTED'::text, 'STILL_FAILS'::text, 'HELD_BEHIND'::text, 'UNDECIDED'::text])))
il.replay_job replay_job_pkey PRIMARY KEY (id)
il.replay_job replay_job_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES il.approval_proposal(id)
il.replay_job replay_job_proposal_id_key UNIQUE (proposal_id)
il.replay_job replay_job_rate_per_second_check CHECK (((rate_per_second >= 1) AND (rate_per_second <= 1000)))
il.role_grant role_grant_check CHECK (((scope_kind = 'ENTERPRISE'::text) = (cardinality(scope_values) = 0)))
il.role_grant role_grant_check1 CHECK ((valid_to > COALESCE(valid_from, '-infinity'::timestamp with time zone)))
il.role_grant role_grant_check2 CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
il.role_grant role_grant_pkey PRIMARY KEY (id)
il.role_grant role_grant_scope_kind_check CHECK ((scope_kind = ANY (ARRAY['ENTERPRISE'::text, 'SITE'::text, 'PLANT'::text, 'CONTRACT'::text])))
il.role_grant role_grant_scope_values_check CHECK ((array_position(scope_values, NULL::text) IS NULL))
il.role_grant role_grant_source_check CHECK ((source = ANY (ARRAY['REGISTER'::text, 'CLIENT_RECORD'::text])))
il.state_transition state_transition_pkey PRIMARY KEY (machine, from_state, to_state)
il.stock_balance stock_balance_pkey PRIMARY KEY (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)
il.stock_balance stock_balance_stock_status_check CHECK ((stock_status = ANY (ARRAY['UNRESTRICTED'::text, 'QUALITY'::text, 'BLOCKED'::text, 'WIP'::text])))
il.stock_snapshot stock_snapshot_pkey PRIMARY KEY (id)
il.traffic_grant traffic_grant_granted_check CHECK ((granted >= 0))
il.traffic_grant traffic_grant_pkey PRIMARY KEY (budget, slot)
il.usage_call usage_call_calls_check CHECK ((calls > 0))
il.usage_call usage_call_pkey PRIMARY KEY (api, version, operation, client_id, plant_code, day)
il.usage_field usage_field_calls_check CHECK ((calls > 0))
il.usage_field usage_field_direction_check CHECK ((direction = ANY (ARRAY['request'::text, 'response'::text])))
il.usage_field usage_field_pkey PRIMARY KEY (api, version, operation, client_id, plant_code, direction, field, day)
il.usage_window usage_window_check CHECK ((observed_until >= started_at))
il.usage_window usage_window_pkey PRIMARY KEY (recorder_id)
il.waiver waiver_check CHECK ((ends_on >= (requested_at)::date))
il.waiver waiver_check1 CHECK ((((revoked_at IS NULL) = (revoked_by IS NULL)) AND ((revoked_at IS NULL) = (revoke_reason IS NULL))))
il.waiver waiver_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text))
il.waiver waiver_contract_check CHECK ((contract ~ '^(openapi|asyncapi)/[a-z][a-z0-9-]{0,62}$'::text))
il.waiver waiver_digest_fkey FOREIGN KEY (digest) REFERENCES il.contract_version(digest)
il.waiver waiver_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text))
il.waiver waiver_major_check CHECK ((major ~ '^v[1-9][0-9]{0,3}$'::text))
il.waiver waiver_owner_check CHECK ((owner <> ''::text))
il.waiver waiver_pkey PRIMARY KEY (id)
il.waiver waiver_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES il.approval_proposal(id)
il.waiver waiver_proposal_id_key UNIQUE (proposal_id)
il.waiver waiver_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 3))

-- indexes
CREATE UNIQUE INDEX acknowledgement_once ON il.acknowledgement USING btree (plant_code, order_number, dispatch_id)
CREATE UNIQUE INDEX acknowledgement_pkey ON il.acknowledgement USING btree (id)
CREATE UNIQUE INDEX alert_open ON il.alert USING btree (plant_code, rule, subject) WHERE (state <> 'RESOLVED'::text)
CREATE UNIQUE INDEX alert_pkey ON il.alert USING btree (id)
CREATE INDEX alert_plant ON il.alert USING btree (plant_code, id DESC)
CREATE UNIQUE INDEX alert_watch_pkey ON il.alert_watch USING btree (rule)
CREATE UNIQUE INDEX api_key_live ON il.api_key USING btree (client_id, slot) WHERE (revoked_at IS NULL)
CREATE UNIQUE INDEX api_key_pkey ON il.api_key USING btree (key_id)
CREATE UNIQUE INDEX api_key_use_pkey ON il.api_key_use USING btree (key_id)
CREATE UNIQUE INDEX approval_proposal_live ON il.approval_proposal USING btree (subject_type, subject_id) WHERE (state = ANY (ARRAY['OPEN'::text, 'APPROVED'::text]))
CREATE INDEX approval_proposal_page ON il.approval_proposal USING btree (state, id)
CREATE UNIQUE INDEX approval_proposal_pkey ON il.approval_proposal USING btree (id)
CREATE UNIQUE INDEX approval_risk_class_pkey ON il.approval_risk_class USING btree (risk_class)
CREATE UNIQUE INDEX approval_vote_pkey ON il.approval_vote USING btree (proposal_id, approver)
CREATE INDEX audit_batch_ids ON il.audit_batch USING gist (id_range)
CREATE UNIQUE INDEX audit_batch_pkey ON il.audit_batch USING btree (first_seq)
CREATE UNIQUE INDEX audit_beat_pkey ON il.audit_beat USING btree (node)
CREATE UNIQUE INDEX audit_checkpoint_pkey ON il.audit_checkpoint USING btree (id)
CREATE INDEX audit_checkpoint_size ON il.audit_checkpoint USING btree (size)
CREATE UNIQUE INDEX audit_entry_pkey ON ONLY il.audit_entry USING btree (id, at)
CREATE INDEX audit_resource ON ONLY il.audit_entry USING btree (resource_id)
CREATE UNIQUE INDEX audit_entry_default_pkey ON il.audit_entry_default USING btree (id, at)
CREATE INDEX audit_entry_default_resource_id_idx ON il.audit_entry_default USING btree (resource_id)
CREATE UNIQUE INDEX audit_head_pkey ON il.audit_head USING btree (is_only)
CREATE UNIQUE INDEX audit_key_pkey ON il.audit_key USING btree (key_id)
CREATE UNIQUE INDEX audit_node_pkey ON il.audit_node USING btree (node)
CREATE UNIQUE INDEX audit_pii_pkey ON il.audit_pii USING btree (commitment)
CREATE INDEX audit_pii_subject ON il.audit_pii USING btree (subject)
CREATE UNIQUE INDEX audit_pruned_pkey ON il.audit_pruned USING btree (id)
CREATE UNIQUE INDEX audit_tile_pkey ON il.audit_tile USING btree (level, "position")
CREATE UNIQUE INDEX client_id_any_case ON il.client USING btree (lower((client_id COLLATE "C")))
CREATE UNIQUE INDEX client_pkey ON il.client USING btree (client_id)
CREATE INDEX client_assertion_expiry ON il.client_assertion USING btree (expires_at)
CREATE UNIQUE INDEX client_assertion_pkey ON il.client_assertion USING btree (client_id, token_id)
CREATE INDEX client_certificate_client ON il.client_certificate USING btree (client_id)
CREATE UNIQUE INDEX client_certificate_pkey ON il.client_certificate USING btree (id)
CREATE UNIQUE INDEX client_certificate_subject_key ON il.client_certificate USING btree (subject)
CREATE UNIQUE INDEX client_certificate_thumbprint_key ON il.client_certificate USING btree (thumbprint)
CREATE UNIQUE INDEX client_key_set_pkey ON il.client_key_set USING btree (client_id)
CREATE INDEX confirmation_open ON il.confirmation USING btree (plant_code, order_number) WHERE (state = ANY (ARRAY['RECEIVED'::text, 'WAITING_FOR_SEQUENCE'::text, 'QUARANTINED'::text]))
CREATE INDEX confirmation_order ON il.confirmation USING btree (plant_code, order_number, id)
CREATE UNIQUE INDEX confirmation_pkey ON il.confirmation USING btree (id)
CREATE UNIQUE INDEX confirmation_reversed_once ON il.confirmation USING btree (reverses) WHERE ((reverses IS NOT NULL) AND (state <> 'PARKED'::text))
CREATE UNIQUE INDEX confirmation_sequence ON il.confirmation USING btree (plant_code, order_number, client_id, sequence)
CREATE UNIQUE INDEX consumption_variance_pkey ON il.consumption_variance USING btree (plant_code, order_number, component_line)
CREATE INDEX contract_evaluation_latest ON il.contract_evaluation USING btree (digest, seq)
CREATE UNIQUE INDEX contract_evaluation_pkey ON il.contract_evaluation USING btree (id)
CREATE UNIQUE INDEX contract_evaluation_seq_key ON il.contract_evaluation USING btree (seq)
CREATE INDEX contract_version_line ON il.contract_version USING btree (kind, name, major, registered_at)
CREATE UNIQUE INDEX contract_version_pkey ON il.contract_version USING btree (digest)
CREATE UNIQUE INDEX contract_version_served ON il.contract_version USING btree (kind, name, major) WHERE (state = ANY (ARRAY['promoted'::text, 'deprecated'::text]))
CREATE UNIQUE INDEX credential_change_pkey ON il.credential_change USING btree (id)
CREATE UNIQUE INDEX destination_pkey ON il.destination USING btree (name)
CREATE INDEX engine_command_movement_sweep ON il.engine_command USING btree (workflow_id) WHERE (workflow_id ~~ 'movement:%:sweep-%'::text)
CREATE INDEX engine_command_open ON il.engine_command USING btree (id) WHERE (done_at IS NULL)
CREATE UNIQUE INDEX engine_command_pkey ON il.engine_command USING btree (id)
CREATE INDEX engine_command_sweep ON il.engine_command USING btree (workflow_id) WHERE (workflow_id ~~ 'execution:%:sweep-%'::text)
CREATE UNIQUE INDEX event_cursor_pkey ON il.event_cursor USING btree (follower)
CREATE UNIQUE INDEX event_dead_letter_pkey ON il.event_dead_letter USING btree (id)
CREATE UNIQUE INDEX event_dead_letter_subscription_id_position_key ON il.event_dead_letter USING btree (subscription_id, "position")
CREATE UNIQUE INDEX event_subscription_name_key ON il.event_subscription USING btree (name)
CREATE UNIQUE INDEX event_subscription_pkey ON il.event_subscription USING btree (id)
CREATE UNIQUE INDEX executor_pkey ON il.executor USING btree (id)
CREATE UNIQUE INDEX failure_group_pkey ON il.failure_group USING btree (fingerprint)
CREATE INDEX genealogy_edge_down ON il.genealogy_edge USING btree (parent_material, parent_lot)
CREATE UNIQUE INDEX genealogy_edge_once ON il.genealogy_edge USING btree (source_id, child_material, child_lot) WHERE (reverses IS NULL)
CREATE INDEX genealogy_edge_order ON il.genealogy_edge USING btree (plant_code, order_number) WHERE (order_number IS NOT NULL)
CREATE UNIQUE INDEX genealogy_edge_pkey ON il.genealogy_edge USING btree (id)
CREATE UNIQUE INDEX genealogy_edge_reversal ON il.genealogy_edge USING btree (reverses) WHERE (reverses IS NOT NULL)
CREATE INDEX genealogy_edge_up ON il.genealogy_edge USING btree (child_material, child_lot)
CREATE UNIQUE INDEX grant_revision_pkey ON il.grant_revision USING btree (is_only)
CREATE INDEX hold_target_in_force ON il.hold_target USING btree (plant_code, key) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX hold_target_pkey ON il.hold_target USING btree (hold_id, key)
CREATE INDEX idempotency_expiry ON il.idempotency USING brin (expires_at) WITH (pages_per_range='32')
CREATE UNIQUE INDEX idempotency_pkey ON il.idempotency USING btree (client_id, operation, key)
CREATE UNIQUE INDEX lot_pkey ON il.lot USING btree (material_number, lot_number, plant_code)
CREATE INDEX lot_disposition_change_lot ON il.lot_disposition_change USING btree (material_number, lot_number, id)
CREATE UNIQUE INDEX lot_disposition_change_pkey ON il.lot_disposition_change USING btree (id)
CREATE UNIQUE INDEX master_record_pkey ON il.master_record USING btree (type, plant_code, key, effective_from)
CREATE UNIQUE INDEX movement_confirmation ON il.movement USING btree (confirmation_id, posting_kind) WHERE (confirmation_id IS NOT NULL)
CREATE INDEX movement_lot ON il.movement USING gin (lot_numbers)
CREATE INDEX movement_material ON il.movement USING gin (material_numbers)
CREATE UNIQUE INDEX movement_number ON il.movement USING btree (plant_code, movement_number)
CREATE INDEX movement_order ON il.movement USING btree (plant_code, order_number, id) WHERE (order_number IS NOT NULL)
CREATE UNIQUE INDEX movement_pkey ON il.movement USING btree (id)
CREATE INDEX movement_quarantined ON il.movement USING btree (plant_code, order_number) WHERE (state = 'QUARANTINED'::text)
CREATE UNIQUE INDEX movement_reversal ON il.movement USING btree (reverses) WHERE ((reverses IS NOT NULL) AND (state <> 'PARKED'::text))
CREATE INDEX movement_updated ON il.movement USING btree (updated_at, id)
CREATE UNIQUE INDEX nonconformance_pkey ON il.nonconformance USING btree (id)
CREATE INDEX operation_status_correlation ON il.operation_status USING btree (correlation_id)
CREATE UNIQUE INDEX operation_status_pkey ON il.operation_status USING btree (id)
CREATE UNIQUE INDEX order_command_pkey ON il.order_command USING btree (id)
CREATE INDEX order_component_material ON il.order_component USING btree (plant_code, material_number)
CREATE UNIQUE INDEX order_component_pkey ON il.order_component USING btree (plant_code, order_number, component_line)
CREATE INDEX order_lot_confirmation ON il.order_lot USING btree (confirmation_id)
CREATE INDEX order_lot_lot ON il.order_lot USING btree (material_number, lot_number)
CREATE INDEX order_lot_order ON il.order_lot USING btree (plant_code, order_number, side)
CREATE UNIQUE INDEX order_lot_pkey ON il.order_lot USING btree (id)
CREATE UNIQUE INDEX order_lot_reversal ON il.order_lot USING btree (reverses) WHERE (reverses IS NOT NULL)
CREATE UNIQUE INDEX order_operation_pkey ON il.order_operation USING btree (plant_code, order_number, operation_number)
CREATE INDEX outbox_partition ON il.outbox USING btree (partition_key, id)
CREATE UNIQUE INDEX outbox_pkey ON il.outbox USING btree (id)
CREATE UNIQUE INDEX outbox_position ON il.outbox USING btree ("position") WHERE ("position" IS NOT NULL)
CREATE INDEX outbox_unpublished ON il.outbox USING btree (id) WHERE ("position" IS NULL)
CREATE UNIQUE INDEX pact_branch_participant_id_name_key ON il.pact_branch USING btree (participant_id, name)
CREATE UNIQUE INDEX pact_branch_pkey ON il.pact_branch USING btree (id)
CREATE UNIQUE INDEX pact_branch_version_pkey ON il.pact_branch_version USING btree (branch_id, version_id)
CREATE INDEX pact_branch_version_version ON il.pact_branch_version USING btree (version_id)
CREATE UNIQUE INDEX pact_clean_up_pkey ON il.pact_clean_up USING btree (is_only)
CREATE UNIQUE INDEX pact_content_pkey ON il.pact_content USING btree (id)
CREATE UNIQUE INDEX pact_content_provider_id_consumer_id_sha_key ON il.pact_content USING btree (provider_id, consumer_id, sha)
CREATE UNIQUE INDEX pact_environment_name_key ON il.pact_environment USING btree (name)
CREATE UNIQUE INDEX pact_environment_pkey ON il.pact_environment USING btree (id)
CREATE UNIQUE INDEX pact_deployed_once ON il.pact_environment_version USING btree (environment_id, participant_id, instance) WHERE ((kind = 'DEPLOYED'::text) AND (ended_at IS NULL))
CREATE INDEX pact_environment_version_live ON il.pact_environment_version USING btree (participant_id, environment_id, version_id) INCLUDE (kind, instance) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX pact_environment_version_pkey ON il.pact_environment_version USING btree (id)
CREATE INDEX pact_environment_version_version ON il.pact_environment_version USING btree (version_id)
CREATE UNIQUE INDEX pact_released_once ON il.pact_environment_version USING btree (environment_id, version_id) WHERE ((kind = 'RELEASED'::text) AND (ended_at IS NULL))
CREATE INDEX pact_first_success_branch ON il.pact_first_success USING btree (branch_id)
CREATE UNIQUE INDEX pact_first_success_pkey ON il.pact_first_success USING btree (content_id, branch_id)
CREATE INDEX pact_integration_consumer ON il.pact_integration USING btree (consumer_id)
CREATE UNIQUE INDEX pact_integration_pkey ON il.pact_integration USING btree (provider_id, consumer_id)
CREATE UNIQUE INDEX pact_participant_name_key ON il.pact_participant USING btree (name)
CREATE UNIQUE INDEX pact_participant_pkey ON il.pact_participant USING btree (id)
CREATE UNIQUE INDEX pact_plant_group_pkey ON il.pact_plant_group USING btree (environment_id, name)
CREATE UNIQUE INDEX pact_provider_contract_pkey ON il.pact_provider_contract USING btree (provider_version_id)
CREATE INDEX pact_publication_content ON il.pact_publication USING btree (content_id, consumer_version_id DESC)
CREATE INDEX pact_publication_pair ON il.pact_publication USING btree (provider_id, consumer_id, consumer_version_id DESC)
CREATE UNIQUE INDEX pact_publication_pkey ON il.pact_publication USING btree (consumer_version_id, provider_id)
CREATE UNIQUE INDEX pact_verdict_pkey ON il.pact_verdict USING btree (content_id, provider_version_id)
CREATE INDEX pact_verdict_verification ON il.pact_verdict USING btree (verification_id)
CREATE INDEX pact_verdict_version ON il.pact_verdict USING btree (provider_version_id)
CREATE INDEX pact_verification_content ON il.pact_verification USING btree (content_id, id DESC)
CREATE UNIQUE INDEX pact_verification_pkey ON il.pact_verification USING btree (id)
CREATE INDEX pact_verification_version ON il.pact_verification USING btree (provider_version_id)
CREATE INDEX pact_version_equivalent ON il.pact_version USING btree (equivalent_to) WHERE (equivalent_to IS NOT NULL)
CREATE INDEX pact_version_latest ON il.pact_version USING btree (participant_id, id DESC)
CREATE UNIQUE INDEX pact_version_participant_id_number_key ON il.pact_version USING btree (participant_id, number)
CREATE UNIQUE INDEX pact_version_pkey ON il.pact_version USING btree (id)
CREATE UNIQUE INDEX pact_version_tag_pkey ON il.pact_version_tag USING btree (participant_id, name, version_id)
CREATE INDEX pact_version_tag_version ON il.pact_version_tag USING btree (version_id)
CREATE UNIQUE INDEX pact_webhook_pkey ON il.pact_webhook USING btree (id)
CREATE UNIQUE INDEX pact_webhook_attempt_pkey ON il.pact_webhook_attempt USING btree (delivery_id, n)
CREATE INDEX pact_webhook_delivery_consumer ON il.pact_webhook_delivery USING btree (consumer_version_id)
CREATE INDEX pact_webhook_delivery_content ON il.pact_webhook_delivery USING btree (content_id)
CREATE INDEX pact_webhook_delivery_due ON il.pact_webhook_delivery USING btree (webhook_id, due_at) WHERE (state = ANY (ARRAY['PENDING'::text, 'SENDING'::text, 'RETRY_WAIT'::text]))
CREATE INDEX pact_webhook_delivery_finished ON il.pact_webhook_delivery USING btree (finished_at) WHERE (finished_at IS NOT NULL)
CREATE UNIQUE INDEX pact_webhook_delivery_pkey ON il.pact_webhook_delivery USING btree (id)
CREATE INDEX pact_webhook_delivery_provider ON il.pact_webhook_delivery USING btree (provider_version_id)
CREATE INDEX pact_webhook_delivery_verification ON il.pact_webhook_delivery USING btree (verification_id)
CREATE INDEX pact_webhook_delivery_webhook ON il.pact_webhook_delivery USING btree (webhook_id, created_at DESC)
CREATE UNIQUE INDEX plant_link_pkey ON il.plant_link USING btree (plant_code)
CREATE UNIQUE INDEX plant_profile_pkey ON il.plant_profile USING btree (plant_code, version)
CREATE INDEX posting_breach ON il.posting USING btree (sla_breached_at) WHERE (sla_breached_at IS NOT NULL)
CREATE UNIQUE INDEX posting_external_key_key ON il.posting USING btree (external_key)
CREATE INDEX posting_lane ON il.posting USING btree (destination, lane, plant_code, order_number, seq) WHERE (state <> ALL (ARRAY['POSTED'::text, 'DISCARDED'::text, 'AGGREGATED'::text, 'REVERSED'::text]))
CREATE INDEX posting_member ON il.posting USING btree (aggregated_into) WHERE (aggregated_into IS NOT NULL)
CREATE INDEX posting_order ON il.posting USING btree (plant_code, order_number, seq)
CREATE UNIQUE INDEX posting_pkey ON il.posting USING btree (id)
CREATE INDEX posting_posted ON il.posting USING brin (posted_at) WITH (autosummarize='on')
CREATE UNIQUE INDEX posting_seq_key ON il.posting USING btree (seq)
CREATE INDEX posting_sla ON il.posting USING btree (sla_due_at) WHERE ((sla_breached_at IS NULL) AND (sla_due_at IS NOT NULL) AND ((posted_at IS NULL) OR (posted_at > sla_due_at)) AND (state <> ALL (ARRAY['DISCARDED'::text, 'AGGREGATED'::text])))
CREATE INDEX posting_source ON il.posting USING btree (source_id)
CREATE INDEX posting_stopped ON il.posting USING btree (plant_code, seq) WHERE (state = ANY (ARRAY['PARKED'::text, 'DEAD'::text, 'UNKNOWN'::text]))
CREATE INDEX posting_window ON il.posting USING btree (plant_code, order_number, seq) WHERE ((window_until IS NOT NULL) AND (state = 'PENDING'::text) AND (attempts = 0))
CREATE UNIQUE INDEX posting_attempt_pkey ON il.posting_attempt USING btree (posting_id, n)
CREATE UNIQUE INDEX posting_change_open ON il.posting_change USING btree (posting_id) WHERE (state = 'PROPOSED'::text)
CREATE UNIQUE INDEX posting_change_pkey ON il.posting_change USING btree (id)
CREATE UNIQUE INDEX posting_change_proposal_id_key ON il.posting_change USING btree (proposal_id)
CREATE UNIQUE INDEX posting_change_revision ON il.posting_change USING btree (posting_id, revision) WHERE ((kind = 'EDIT'::text) AND (state = 'APPLIED'::text))
CREATE UNIQUE INDEX principal_link_once ON il.principal_link USING btree (principal, other, kind) WHERE (ended_at IS NULL)
CREATE INDEX principal_link_other ON il.principal_link USING btree (other) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX principal_link_pkey ON il.principal_link USING btree (id)
CREATE INDEX production_order_buffered ON il.production_order USING btree (plant_code, released_at, order_number) WHERE (sync_state = 'BUFFERED'::text)
CREATE INDEX production_order_failed ON il.production_order USING btree (plant_code, sync_state) WHERE (sync_state = ANY (ARRAY['REJECTED'::text, 'NACKED'::text, 'DISPATCH_FAILED'::text]))
CREATE INDEX production_order_page ON il.production_order USING btree (updated_at, id)
CREATE UNIQUE INDEX production_order_pkey ON il.production_order USING btree (plant_code, order_number)
CREATE INDEX production_order_plant_page ON il.production_order USING btree (plant_code COLLATE "C", updated_at, id)
CREATE UNIQUE INDEX promotion_id_key ON il.promotion USING btree (id)
CREATE UNIQUE INDEX promotion_pkey ON il.promotion USING btree (seq)
CREATE INDEX quality_event_page ON il.quality_event USING btree (plant_code, id)
CREATE UNIQUE INDEX quality_event_pkey ON il.quality_event USING btree (id)
CREATE INDEX quality_event_scope ON il.quality_event USING btree (plant_code, scope_key, id)
CREATE INDEX quality_hold_open ON il.quality_hold USING btree (plant_code, scope_key) WHERE (state = ANY (ARRAY['OPEN'::text, 'RELEASE_REQUESTED'::text]))
CREATE INDEX quality_hold_page ON il.quality_hold USING btree (plant_code, id)
CREATE UNIQUE INDEX quality_hold_pkey ON il.quality_hold USING btree (id)
CREATE UNIQUE INDEX receipt_stock_status_pkey ON il.receipt_stock_status USING btree (posting_id)
CREATE UNIQUE INDEX reconciliation_case_open ON il.reconciliation_case USING btree (plant_code, code, subject) WHERE (state = 'OPEN'::text)
CREATE UNIQUE INDEX reconciliation_case_pkey ON il.reconciliation_case USING btree (id)
CREATE INDEX reconciliation_case_plant ON il.reconciliation_case USING btree (plant_code, id DESC)
CREATE UNIQUE INDEX reconciliation_run_pkey ON il.reconciliation_run USING btree (id)
CREATE INDEX reconciliation_run_plant ON il.reconciliation_run USING btree (plant_code, id DESC)
CREATE UNIQUE INDEX replay_item_job_id_posting_id_key ON il.replay_item USING btree (job_id, posting_id)
CREATE INDEX replay_item_open ON il.replay_item USING btree (job_id, "position") WHERE (result = ANY (ARRAY['WAITING'::text, 'RELEASED'::text]))
CREATE UNIQUE INDEX replay_item_pkey ON il.replay_item USING btree (job_id, "position")
CREATE UNIQUE INDEX replay_job_pkey ON il.replay_job USING btree (id)
CREATE UNIQUE INDEX replay_job_proposal_id_key ON il.replay_job USING btree (proposal_id)
CREATE INDEX replay_job_requested ON il.replay_job USING btree (requested_at)
CREATE INDEX replay_job_running ON il.replay_job USING btree (next_release_at) WHERE (state = 'RUNNING'::text)
CREATE UNIQUE INDEX role_grant_pkey ON il.role_grant USING btree (id)
CREATE INDEX role_grant_principal ON il.role_grant USING btree (principal, id)
CREATE UNIQUE INDEX state_transition_pkey ON il.state_transition USING btree (machine, from_state, to_state)
CREATE UNIQUE INDEX stock_balance_pkey ON il.stock_balance USING btree (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status)
CREATE UNIQUE INDEX stock_snapshot_pkey ON il.stock_snapshot USING btree (id)
CREATE UNIQUE INDEX traffic_grant_pkey ON il.traffic_grant USING btree (budget, slot)
CREATE INDEX usage_call_day ON il.usage_call USING btree (day)
CREATE UNIQUE INDEX usage_call_pkey ON il.usage_call USING btree (api, version, operation, client_id, plant_code, day)
CREATE INDEX usage_field_day ON il.usage_field USING btree (day)
CREATE UNIQUE INDEX usage_field_pkey ON il.usage_field USING btree (api, version, operation, client_id, plant_code, direction, field, day)
CREATE UNIQUE INDEX usage_window_pkey ON il.usage_window USING btree (recorder_id)
CREATE INDEX usage_window_until ON il.usage_window USING btree (observed_until)
CREATE INDEX waiver_line ON il.waiver USING btree (contract, major, fingerprint)
CREATE UNIQUE INDEX waiver_pkey ON il.waiver USING btree (id)
CREATE UNIQUE INDEX waiver_proposal_id_key ON il.waiver USING btree (proposal_id)

-- sequences
audit_checkpoint_id_seq bigint
audit_entry_id bigint
audit_pruned_id_seq bigint
contract_evaluation_seq_seq bigint
credential_change_id_seq bigint
engine_command_id_seq bigint
outbox_id_seq bigint
pact_branch_id_seq bigint
pact_content_id_seq bigint
pact_participant_id_seq bigint
pact_verification_id_seq bigint
pact_version_id_seq bigint
posting_seq_seq bigint

-- functions
CREATE OR REPLACE FUNCTION il.acts_as(account text)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
    WITH RECURSIVE reach(name) AS (
      SELECT il.same_person($1)
      UNION
      SELECT l.other FROM reach r JOIN il.principal_link l
        ON l.ended_at IS NULL AND l.kind = 'MEMBER_OF' AND l.principal = r.name)
    SELECT name FROM reach
  $function$
CREATE OR REPLACE FUNCTION il.assert_equal(a bigint, b bigint)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF a <> b THEN RAISE EXCEPTION 'a concurrent change won' USING ERRCODE = 'IL003'; END IF;
        RETURN true;
      END $function$
CREATE OR REPLACE FUNCTION il.count_grant_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    UPDATE il.grant_revision SET revision = revision + 1;
    RETURN NULL;
  END $function$
CREATE OR REPLACE FUNCTION il.deliver_pact_publication()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF EXISTS (SELECT FROM il.pact_webhook WHERE is_enabled) THEN
      PERFORM il.deliver_pact_publications(array_agg(consumer_version_id), array_agg(provider_id)) FROM published;
    END IF;
    RETURN NULL;
  END $function$
CREATE OR REPLACE FUNCTION il.deliver_pact_publications(versions bigint[], providers bigint[])
 RETURNS void
 LANGUAGE sql
AS $function$
    WITH published AS (
      SELECT p.* FROM unnest(versions, providers) AS u(version_id, provider_id)
      JOIN il.pact_publication p ON p.consumer_version_id = u.version_id AND p.provider_id = u.provider_id),
    called AS (
      SELECT w.id AS webhook_id, w.events, p.* FROM published p JOIN il.pact_webhook w ON w.is_enabled
        AND (w.provider_id IS NULL OR w.provider_id = p.provider_id)
        AND (w.consumer_id IS NULL OR w.consumer_id = p.consumer_id)),
    -- Branches and tags of the version; nothing but the version itself when it has neither.
    line AS (
      SELECT DISTINCT p.consumer_version_id, p.provider_id, l.branch_id, l.tag FROM published p JOIN LATERAL (
        SELECT b.branch_id, NULL AS tag FROM il.pact_branch_version b WHERE b.version_id = p.consumer_version_id
        UNION ALL SELECT NULL, t.name FROM il.pact_version_tag t WHERE t.version_id = p.consumer_version_id
        UNION ALL SELECT NULL, NULL WHERE NOT EXISTS (
            SELECT FROM il.pact_branch_version b WHERE b.version_id = p.consumer_version_id)
          AND NOT EXISTS (SELECT FROM il.pact_version_tag t WHERE t.version_id = p.consumer_version_id)) l ON true),
    changed AS (
      SELECT DISTINCT p.consumer_version_id, p.provider_id FROM published p
      JOIN line l ON l.consumer_version_id = p.consumer_version_id AND l.provider_id = p.provider_id
      WHERE p.content_id IS DISTINCT FROM CASE
        WHEN l.branch_id IS NOT NULL THEN (SELECT q.content_id FROM il.pact_branch_version x
          JOIN il.pact_publication q ON q.consumer_version_id = x.version_id AND q.provider_id = p.provider_id
          WHERE x.branch_id = l.branch_id AND x.version_id < p.consumer_version_id ORDER BY x.version_id DESC LIMIT 1)
        WHEN l.tag IS NOT NULL THEN (SELECT q.content_id FROM il.pact_version_tag x
          JOIN il.pact_publication q ON q.consumer_version_id = x.version_id AND q.provider_id = p.provider_id
          WHERE x.participant_id = p.consumer_id AND x.name = l.tag AND x.version_id < p.consumer_version_id
          ORDER BY x.version_id DESC LIMIT 1)
        ELSE (SELECT q.content_id FROM il.pact_publication q
          WHERE q.provider_id = p.provider_id AND q.consumer_id = p.consumer_id
            AND q.consumer_version_id < p.consumer_version_id ORDER BY q.consumer_version_id DESC LIMIT 1) END),
    -- Versions of the provider that count: the newest of the main branch, and what runs.
    wanted AS (
      SELECT v.provider_id, v.version_id, array_agg(DISTINCT v.description ORDER BY v.description) AS descriptions
      FROM (SELECT DISTINCT provider_id FROM published) o JOIN LATERAL (
        (SELECT o.provider_id, bv.version_id, 'latest from main branch' AS description
          FROM il.pact_participant a JOIN il.pact_branch b ON b.participant_id = a.id AND b.name = a.main_branch
          JOIN il.pact_branch_version bv ON bv.branch_id = b.id WHERE a.id = o.provider_id
          ORDER BY bv.version_id DESC LIMIT 1)
        UNION ALL
        SELECT o.provider_id, x.version_id, lower(x.kind) || ' (' || e.name || ')'
          FROM il.pact_environment e JOIN il.pact_environment_version x ON x.environment_id = e.id
          WHERE x.participant_id = o.provider_id AND x.ended_at IS NULL) v ON true
      GROUP BY v.provider_id, v.version_id),
    -- Nobody knows a version of some providers; then the content itself has to be verified by somebody.
    required AS (
      SELECT p.consumer_version_id, p.provider_id, w.version_id, w.descriptions
      FROM published p JOIN wanted w ON w.provider_id = p.provider_id
      WHERE NOT EXISTS (SELECT FROM il.pact_verdict d
        WHERE d.content_id = p.content_id AND d.provider_version_id = w.version_id)
      UNION ALL
      SELECT p.consumer_version_id, p.provider_id, NULL, '{}' FROM published p
      WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.provider_id = p.provider_id)
        AND NOT EXISTS (SELECT FROM il.pact_verdict d WHERE d.content_id = p.content_id))
    INSERT INTO il.pact_webhook_delivery
      (webhook_id, event, content_id, consumer_version_id, provider_version_id, descriptions)
    SELECT webhook_id, 'contract_published', content_id, consumer_version_id, NULL::bigint, '{}'::text[] FROM called
    WHERE 'contract_published' = ANY(events)
    UNION ALL
    SELECT c.webhook_id, 'contract_content_changed', c.content_id, c.consumer_version_id, NULL::bigint, '{}'::text[]
    FROM called c JOIN changed h ON h.consumer_version_id = c.consumer_version_id AND h.provider_id = c.provider_id
    WHERE 'contract_content_changed' = ANY(c.events)
    UNION ALL
    SELECT c.webhook_id, 'contract_requiring_verification_published', c.content_id, c.consumer_version_id, r.version_id,
      r.descriptions
    FROM called c JOIN required r ON r.consumer_version_id = c.consumer_version_id AND r.provider_id = c.provider_id
    WHERE 'contract_requiring_verification_published' = ANY(c.events)
  $function$
CREATE OR REPLACE FUNCTION il.deliver_pact_verification()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF NOT EXISTS (SELECT FROM il.pact_webhook WHERE is_enabled) THEN RETURN NULL; END IF;
    INSERT INTO il.pact_webhook_delivery
      (webhook_id, event, content_id, consumer_version_id, provider_version_id, verification_id)
    SELECT w.id, e.name, f.content_id, c.version_id, f.provider_version_id, f.id
    FROM verified f JOIN il.pact_content t ON t.id = f.content_id
    JOIN il.pact_webhook w ON w.is_enabled AND (w.provider_id IS NULL OR w.provider_id = t.provider_id)
      AND (w.consumer_id IS NULL OR w.consumer_id = t.consumer_id)
    JOIN LATERAL unnest(w.events) AS e(name) ON e.name = 'provider_verification_published'
      OR e.name = CASE WHEN f.success THEN 'provider_verification_succeeded' ELSE 'provider_verification_failed' END
    JOIN LATERAL (
      SELECT q.consumer_version_id AS version_id FROM il.pact_publication q
      WHERE q.content_id = f.content_id AND q.consumer_version_id = ANY(f.consumer_version_ids)
      UNION
      SELECT newest.consumer_version_id FROM (SELECT q.consumer_version_id FROM il.pact_publication q
        WHERE q.content_id = f.content_id ORDER BY q.consumer_version_id DESC LIMIT 1) newest
      WHERE NOT EXISTS (SELECT FROM il.pact_publication q
        WHERE q.content_id = f.content_id AND q.consumer_version_id = ANY(f.consumer_version_ids))) c ON true;
    RETURN NULL;
  END $function$
CREATE OR REPLACE FUNCTION il.grant_traffic(p_budget text, p_wanted bigint, p_limit bigint, p_slot_ms bigint, p_slots integer, p_returned_slot bigint, p_returned bigint, p_at timestamp with time zone DEFAULT clock_timestamp(), OUT granted bigint, OUT remaining bigint, OUT slot bigint, OUT slot_ends_in_ms bigint, OUT reset_in_ms bigint)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
      DECLARE
        now_ms bigint := floor(extract(epoch FROM p_at) * 1000);
        used bigint;
        oldest bigint;
      BEGIN
        -- One grant of a budget at a time; the statements below see what the one before has committed.
        PERFORM pg_advisory_xact_lock(hashtextextended(p_budget, 1764000004));
        slot := now_ms / p_slot_ms;
        IF p_returned > 0 THEN
          UPDATE il.traffic_grant AS g SET granted = g.granted - p_returned
          WHERE g.budget = p_budget AND g.slot = p_returned_slot;
        END IF;
        -- Without an upper bound: when the clock was set back, grants of the future count as well.
        SELECT coalesce(sum(g.granted), 0), coalesce(min(g.slot) FILTER (WHERE g.granted > 0), grant_traffic.slot)
        INTO used, oldest
        FROM il.traffic_grant AS g WHERE g.budget = p_budget AND g.slot > grant_traffic.slot - p_slots;
        granted := least(p_wanted, greatest(p_limit - used, 0));
        IF granted > 0 THEN
          INSERT INTO il.traffic_grant AS g (budget, slot, granted)
          VALUES (p_budget, grant_traffic.slot, grant_traffic.granted)
          ON CONFLICT ON CONSTRAINT traffic_grant_pkey DO UPDATE SET granted = g.granted + excluded.granted;
        END IF;
        DELETE FROM il.traffic_grant AS g WHERE g.budget = p_budget AND g.slot <= grant_traffic.slot - p_slots;
        remaining := greatest(p_limit - used, 0) - granted;
        slot_ends_in_ms := (slot + 1) * p_slot_ms - now_ms;
        reset_in_ms := (oldest + p_slots) * p_slot_ms - now_ms;
      END $function$
CREATE OR REPLACE FUNCTION il.grants_of_client()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      IF NEW.grants::jsonb = OLD.grants::jsonb THEN RETURN NULL; END IF;
      UPDATE il.role_grant SET revoked_at = now(), revoked_by = 'client record', revoke_reason = 'the record was changed'
      WHERE principal = NEW.client_id AND source = 'CLIENT_RECORD' AND revoked_at IS NULL;
    END IF;
    INSERT INTO il.role_grant (id, principal, role, scope_kind, scope_values, source, granted_by, reason)
    SELECT gen_random_uuid()::text, NEW.client_id, g ->> 'role',
      CASE WHEN jsonb_typeof(g -> 'plants') = 'array' THEN 'PLANT' ELSE 'ENTERPRISE' END,
      CASE WHEN jsonb_typeof(g -> 'plants') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(g -> 'plants')) ELSE '{}' END,
      'CLIENT_RECORD', 'client record', 'the record of the client says so'
    FROM jsonb_array_elements(NEW.grants::jsonb) g;
    RETURN NULL;
  END $function$
CREATE OR REPLACE FUNCTION il.guard_contract_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      DECLARE
        latest il.contract_evaluation;
      BEGIN
        SELECT * INTO latest FROM il.contract_evaluation WHERE digest = NEW.digest ORDER BY seq DESC LIMIT 1;
        IF latest.verdict IS DISTINCT FROM 'PASSED' OR NOT EXISTS (
          SELECT FROM il.approval_proposal p
          WHERE p.id = latest.proposal_id AND p.content_hash = latest.evidence_hash AND p.state = 'APPROVED')
        THEN
          RAISE EXCEPTION 'the evidence of % has not passed or is not approved', NEW.digest USING ERRCODE = 'IL081';
        END IF;
        RETURN NEW;
      END $function$
CREATE OR REPLACE FUNCTION il.guard_grant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      IF NEW.source = 'REGISTER' THEN
        PERFORM il.lock_links(false);
        IF il.is_same_party(NEW.granted_by, NEW.principal) THEN
          RAISE EXCEPTION 'nobody grants a role to himself' USING ERRCODE = 'IL036';
        END IF;
      END IF;
      RETURN NEW;
    END IF;
    IF OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
       OR (NEW.id, NEW.principal, NEW.role, NEW.scope_kind, NEW.scope_values, NEW.valid_from, NEW.valid_to, NEW.source,
           NEW.granted_by, NEW.reason, NEW.created_at)
          IS DISTINCT FROM (OLD.id, OLD.principal, OLD.role, OLD.scope_kind, OLD.scope_values, OLD.valid_from,
           OLD.valid_to, OLD.source, OLD.granted_by, OLD.reason, OLD.created_at)
    THEN
      RAISE EXCEPTION 'a grant may only be revoked, once' USING ERRCODE = 'IL002';
    END IF;
    RETURN NEW;
  END $function$
CREATE OR REPLACE FUNCTION il.guard_link()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    PERFORM il.lock_links(true);
    IF TG_OP = 'INSERT' THEN
      IF NEW.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a link begins open' USING ERRCODE = 'IL002';
      END IF;
      RETURN NEW;
    END IF;
    IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
       OR (NEW.id, NEW.principal, NEW.other, NEW.kind, NEW.declared_by, NEW.reason, NEW.declared_at)
          IS DISTINCT FROM (OLD.id, OLD.principal, OLD.other, OLD.kind, OLD.declared_by, OLD.reason, OLD.declared_at)
    THEN
      RAISE EXCEPTION 'a link may only be ended, once' USING ERRCODE = 'IL002';
    END IF;
    IF il.is_same_party(NEW.ended_by, NEW.principal) OR il.is_same_party(NEW.ended_by, NEW.other) THEN
      RAISE EXCEPTION 'whoever a link is about does not end it' USING ERRCODE = 'IL036';
    END IF;
    RETURN NEW;
  END $function$
CREATE OR REPLACE FUNCTION il.guard_proposal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE needed smallint;
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT approvers_min INTO needed FROM il.approval_risk_class WHERE risk_class = NEW.risk_class;
      IF NEW.approvers_needed < needed THEN
        RAISE EXCEPTION 'risk class % needs at least % approvers', NEW.risk_class, needed USING ERRCODE = 'IL037';
      END IF;
      RETURN NEW;
    END IF;
    -- to_jsonb compares json columns by content, which the operators of json cannot.
    IF (to_jsonb(NEW) - '{state,state_reason,decided_at}'::text[])
       IS DISTINCT FROM (to_jsonb(OLD) - '{state,state_reason,decided_at}'::text[]) THEN
      RAISE EXCEPTION 'a proposal does not change; propose anew' USING ERRCODE = 'IL002';
    END IF;
    IF NEW.state = 'APPROVED' AND OLD.state <> 'APPROVED' THEN
      PERFORM il.lock_links(false);
      IF NOT il.is_approved(NEW.id) THEN
        RAISE EXCEPTION 'approvals are missing' USING ERRCODE = 'IL038';
      END IF;
    END IF;
    RETURN NEW;
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
CREATE OR REPLACE FUNCTION il.guard_vote()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE proposal il.approval_proposal;
  BEGIN
    PERFORM il.lock_links(false);
    SELECT * INTO proposal FROM il.approval_proposal WHERE id = NEW.proposal_id FOR UPDATE;
    IF NOT FOUND THEN RAISE EXCEPTION 'no such proposal' USING ERRCODE = 'IL031'; END IF;
    IF proposal.state <> 'OPEN' THEN
      RAISE EXCEPTION 'the proposal is %', proposal.state USING ERRCODE = 'IL032';
    END IF;
    IF NEW.content_hash <> proposal.content_hash THEN
      RAISE EXCEPTION 'the proposal is about %', proposal.content_hash USING ERRCODE = 'IL033';
    END IF;
    IF il.is_same_party(NEW.approver, proposal.author) THEN
      RAISE EXCEPTION '% is its author', NEW.approver USING ERRCODE = 'IL034';
    END IF;
    IF EXISTS (SELECT FROM unnest(proposal.barred) b WHERE il.is_same_party(NEW.approver, b)) THEN
      RAISE EXCEPTION '% gains by it', NEW.approver USING ERRCODE = 'IL035';
    END IF;
    IF EXISTS (
      SELECT FROM il.approval_vote v WHERE v.proposal_id = NEW.proposal_id AND il.is_same_party(v.approver, NEW.approver))
    THEN
      RAISE EXCEPTION 'the person of % has decided already', NEW.approver USING ERRCODE = 'IL035';
    END IF;
    NEW.is_consumer_side := EXISTS (
      SELECT FROM unnest(proposal.consumer_owners) o WHERE il.is_same_party(NEW.approver, o));
    RETURN NEW;
  END $function$
CREATE OR REPLACE FUNCTION il.hold_effect_of(kind text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT CASE
      WHEN kind IN ('ISSUE_TO_ORDER') THEN 'GOODS_ISSUE'
      WHEN kind IN ('RECEIPT_FROM_ORDER', 'BYPRODUCT_RECEIPT') THEN 'GOODS_RECEIPT'
      WHEN kind IN ('TRANSFER_PLANT') THEN 'SHIPMENT'
    END
  $function$
CREATE OR REPLACE FUNCTION il.is_approved(wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT count(v.approver) >= p.approvers_needed
      AND count(v.approver) FILTER (WHERE v.is_consumer_side) >= r.consumer_side_min
    FROM il.approval_proposal p
    JOIN il.approval_risk_class r USING (risk_class)
    LEFT JOIN il.approval_vote v ON v.proposal_id = p.id AND v.verdict = 'APPROVE' AND v.content_hash = p.content_hash
      AND NOT il.is_same_party(v.approver, p.author)
      AND NOT EXISTS (SELECT FROM unnest(p.barred) b WHERE il.is_same_party(v.approver, b))
      AND NOT EXISTS (
        SELECT FROM il.approval_vote o WHERE o.proposal_id = p.id AND o.verdict = 'APPROVE' AND o.approver < v.approver
          AND il.is_same_party(o.approver, v.approver))
    WHERE p.id = $1 GROUP BY p.approvers_needed, r.consumer_side_min
  $function$
CREATE OR REPLACE FUNCTION il.is_same_party(a text, b text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT EXISTS (SELECT il.acts_as($1) INTERSECT SELECT il.same_person($2))
      OR EXISTS (SELECT il.acts_as($2) INTERSECT SELECT il.same_person($1))
  $function$
CREATE OR REPLACE FUNCTION il.lock_links(is_change boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'segregation of duties needs the isolation level read committed' USING ERRCODE = 'IL030';
    END IF;
    IF is_change THEN PERFORM pg_advisory_xact_lock(hashtext('il.principal_link'));
    ELSE PERFORM pg_advisory_xact_lock_shared(hashtext('il.principal_link'));
    END IF;
  END $function$
CREATE OR REPLACE FUNCTION il.note_credential_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM pg_advisory_xact_lock(1768685568, 3);
        INSERT INTO il.credential_change (client_id) VALUES (OLD.client_id);
        RETURN NULL;
      END $function$
CREATE OR REPLACE FUNCTION il.pact_copy_publication()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
      SELECT v.id, NEW.provider_id, NEW.consumer_id, NEW.content_id FROM il.pact_version v
      WHERE v.equivalent_to = NEW.consumer_version_id ON CONFLICT DO NOTHING;
    ELSIF TG_OP = 'UPDATE' THEN
      UPDATE il.pact_publication p SET content_id = NEW.content_id, revision = p.revision + 1, published_at = now()
      FROM il.pact_version v WHERE v.equivalent_to = NEW.consumer_version_id AND p.consumer_version_id = v.id
        AND p.provider_id = NEW.provider_id AND p.content_id = OLD.content_id AND OLD.content_id <> NEW.content_id;
    -- What a version needs does not end because the version it was declared equal to is cleaned away.
    ELSIF EXISTS (SELECT FROM il.pact_version WHERE id = OLD.consumer_version_id) THEN
      DELETE FROM il.pact_publication p USING il.pact_version v
      WHERE v.equivalent_to = OLD.consumer_version_id AND p.consumer_version_id = v.id
        AND p.provider_id = OLD.provider_id AND p.content_id = OLD.content_id;
    END IF;
    RETURN NULL;
  END $function$
CREATE OR REPLACE FUNCTION il.pact_copy_verdict()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    INSERT INTO il.pact_verdict AS d (content_id, provider_version_id, success, verification_id)
    SELECT NEW.content_id, v.id, NEW.success, NEW.verification_id FROM il.pact_version v
    WHERE v.equivalent_to = NEW.provider_version_id
    ON CONFLICT (content_id, provider_version_id)
    DO UPDATE SET success = EXCLUDED.success, verification_id = EXCLUDED.verification_id
    WHERE d.verification_id < EXCLUDED.verification_id AND NOT EXISTS (
      SELECT FROM il.pact_verification f WHERE f.id = d.verification_id AND f.provider_version_id = d.provider_version_id);
    RETURN NULL;
  END $function$
CREATE OR REPLACE FUNCTION il.pact_reused_verification(unverified_id bigint, version_id bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    WITH wanted AS (
      SELECT id, provider_id, consumer_id, spec_version, interaction_shas FROM il.pact_content
      WHERE id = unverified_id AND cardinality(interaction_shas) > 0),
    -- By keys alone; interactions are compared only where there is a result to reuse.
    verified AS MATERIALIZED (
      SELECT o.id, d.verification_id FROM wanted w JOIN il.pact_content o ON o.provider_id = w.provider_id
        AND o.consumer_id = w.consumer_id AND o.spec_version IS NOT DISTINCT FROM w.spec_version
      JOIN il.pact_verdict d ON d.content_id = o.id AND d.provider_version_id = version_id),
    ran AS (
      SELECT DISTINCT ON (i.sha) i.sha, f.id AS verification_id,
        f.success OR (json_typeof(f.results) = 'array' AND (
          SELECT coalesce(bool_and(coalesce(r ->> 'success' = 'true', false)), false)
          FROM json_array_elements(CASE WHEN json_typeof(f.results) = 'array' THEN f.results ELSE '[]' END) r
          WHERE r ->> 'interactionId' = i.sha)) AS is_success
      FROM wanted w CROSS JOIN verified x JOIN il.pact_content o ON o.id = x.id
      JOIN il.pact_verification f ON f.id = x.verification_id
      CROSS JOIN LATERAL unnest(o.interaction_shas) AS i(sha)
      WHERE i.sha = ANY (w.interaction_shas)
      ORDER BY i.sha, f.id DESC)
    SELECT max(ran.verification_id) FROM wanted w CROSS JOIN LATERAL unnest(w.interaction_shas) AS i(sha)
    LEFT JOIN ran ON ran.sha = i.sha
    HAVING bool_and(coalesce(ran.is_success, false))
  $function$
CREATE OR REPLACE FUNCTION il.posting_hold_keys(order_number text, document json)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT ARRAY['ORDER:' || order_number]
      || CASE WHEN document ->> 'operationNumber' IS NULL THEN '{}'
         ELSE ARRAY['OPERATION:' || order_number || '/' || (document ->> 'operationNumber')] END
      || CASE WHEN json_typeof(document -> 'items') IS DISTINCT FROM 'array' THEN '{}' ELSE ARRAY(
        SELECT key FROM json_array_elements(document -> 'items') item, LATERAL (VALUES
          ('MATERIAL:' || (item ->> 'materialNumber')),
          ('LOT:' || (item ->> 'materialNumber') || '~' || (item ->> 'lotNumber'))) keys(key)
        WHERE key IS NOT NULL) END
  $function$
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
CREATE OR REPLACE FUNCTION il.same_person(account text)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
    WITH RECURSIVE reach(name) AS (
      SELECT $1
      UNION
      SELECT CASE WHEN l.principal = r.name THEN l.other ELSE l.principal END
      FROM reach r JOIN il.principal_link l
        ON l.ended_at IS NULL AND l.kind IN ('ALIAS', 'OWNED_BY') AND r.name IN (l.principal, l.other))
    SELECT name FROM reach
  $function$
CREATE OR REPLACE FUNCTION il.settle_vote()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF NEW.verdict = 'REJECT' THEN
      UPDATE il.approval_proposal SET state = 'REJECTED', state_reason = NEW.reason, decided_at = now()
      WHERE id = NEW.proposal_id;
    ELSIF il.is_approved(NEW.proposal_id) THEN
      UPDATE il.approval_proposal SET state = 'APPROVED', decided_at = now() WHERE id = NEW.proposal_id;
    END IF;
    RETURN NULL;
  END $function$
CREATE OR REPLACE FUNCTION il.waiver_state(w il.waiver, today date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
        SELECT CASE
          WHEN w.revoked_at IS NOT NULL THEN 'REVOKED'
          WHEN p.state IN ('REJECTED', 'VOIDED') THEN 'REJECTED'
          WHEN w.ends_on < today THEN 'EXPIRED'
          WHEN p.state = 'APPROVED' AND p.subject_type = 'waiver' AND p.subject_id = w.id
            AND p.content_hash = w.content_hash AND il.is_approved(p.id)
            AND (NOT w.is_proven_breaking OR p.approvers_needed >= 2) THEN 'IN_FORCE'
          ELSE 'REQUESTED' END
        FROM il.approval_proposal p WHERE p.id = w.proposal_id
      $function$

-- triggers
CREATE TRIGGER alert_final BEFORE UPDATE ON il.alert FOR EACH ROW WHEN ((old.state = 'RESOLVED'::text)) EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER alert_immutable BEFORE UPDATE OF id, plant_code, rule, subject, raised_at ON il.alert FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER alert_kept BEFORE DELETE ON il.alert FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER api_key_changed AFTER DELETE OR UPDATE ON il.api_key FOR EACH ROW EXECUTE FUNCTION il.note_credential_change()
CREATE TRIGGER approval_proposal_guard BEFORE INSERT OR UPDATE ON il.approval_proposal FOR EACH ROW EXECUTE FUNCTION il.guard_proposal()
CREATE TRIGGER approval_proposal_initial BEFORE INSERT ON il.approval_proposal FOR EACH ROW WHEN ((new.state <> 'OPEN'::text)) EXECUTE FUNCTION il.refuse_initial_state('approval-proposal')
CREATE TRIGGER approval_proposal_kept BEFORE DELETE ON il.approval_proposal FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER approval_proposal_no_truncate BEFORE TRUNCATE ON il.approval_proposal FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER approval_proposal_state BEFORE UPDATE OF state ON il.approval_proposal FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('approval-proposal', 'state')
CREATE TRIGGER approval_risk_class_fixed BEFORE DELETE OR UPDATE ON il.approval_risk_class FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER approval_vote_append_only BEFORE DELETE OR UPDATE ON il.approval_vote FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER approval_vote_guard BEFORE INSERT ON il.approval_vote FOR EACH ROW EXECUTE FUNCTION il.guard_vote()
CREATE TRIGGER approval_vote_no_truncate BEFORE TRUNCATE ON il.approval_vote FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER approval_vote_settle AFTER INSERT ON il.approval_vote FOR EACH ROW EXECUTE FUNCTION il.settle_vote()
CREATE TRIGGER audit_batch_append_only BEFORE DELETE OR UPDATE ON il.audit_batch FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_batch_no_truncate BEFORE TRUNCATE ON il.audit_batch FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_checkpoint_append_only BEFORE DELETE OR UPDATE ON il.audit_checkpoint FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON il.audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON il.audit_entry FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON il.audit_entry_default FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry_default FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER audit_pruned_append_only BEFORE DELETE OR UPDATE ON il.audit_pruned FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER client_changed AFTER DELETE OR UPDATE ON il.client FOR EACH ROW EXECUTE FUNCTION il.note_credential_change()
CREATE TRIGGER client_grants AFTER INSERT OR UPDATE OF grants ON il.client FOR EACH ROW EXECUTE FUNCTION il.grants_of_client()
CREATE TRIGGER client_certificate_changed AFTER DELETE OR UPDATE ON il.client_certificate FOR EACH ROW EXECUTE FUNCTION il.note_credential_change()
CREATE TRIGGER confirmation_initial BEFORE INSERT ON il.confirmation FOR EACH ROW WHEN ((new.state <> 'RECEIVED'::text)) EXECUTE FUNCTION il.refuse_initial_state('confirmation')
CREATE TRIGGER confirmation_state BEFORE UPDATE OF state ON il.confirmation FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('confirmation', 'state')
CREATE TRIGGER contract_evaluation_append_only BEFORE DELETE OR UPDATE ON il.contract_evaluation FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER contract_version_approved BEFORE UPDATE OF state ON il.contract_version FOR EACH ROW WHEN (((old.state = 'candidate'::text) AND (new.state = 'approved'::text) AND (new.origin = 'SUBMITTED'::text))) EXECUTE FUNCTION il.guard_contract_approved()
CREATE TRIGGER contract_version_immutable BEFORE UPDATE OF digest, kind, name, major, version, title, owner, domain, origin, author, registered_at, bundle ON il.contract_version FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER contract_version_initial BEFORE INSERT ON il.contract_version FOR EACH ROW WHEN ((new.state <> 'draft'::text)) EXECUTE FUNCTION il.refuse_initial_state('contract')
CREATE TRIGGER contract_version_kept BEFORE DELETE ON il.contract_version FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER contract_version_state BEFORE UPDATE OF state ON il.contract_version FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('contract', 'state')
CREATE TRIGGER genealogy_edge_append_only BEFORE DELETE OR UPDATE ON il.genealogy_edge FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER lot_initial BEFORE INSERT ON il.lot FOR EACH ROW WHEN ((new.disposition <> ALL (ARRAY['PLANNED'::text, 'IN_PROCESS'::text, 'UNRESTRICTED'::text]))) EXECUTE FUNCTION il.refuse_initial_state('lot')
CREATE TRIGGER lot_state BEFORE UPDATE OF disposition ON il.lot FOR EACH ROW WHEN ((old.disposition IS DISTINCT FROM new.disposition)) EXECUTE FUNCTION il.guard_transition('lot', 'disposition')
CREATE TRIGGER lot_disposition_change_append_only BEFORE DELETE OR UPDATE ON il.lot_disposition_change FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER movement_initial BEFORE INSERT ON il.movement FOR EACH ROW WHEN ((new.state <>
        CASE
            WHEN (new.confirmation_id IS NULL) THEN 'RECEIVED'::text
            ELSE 'APPLIED'::text
        END)) EXECUTE FUNCTION il.refuse_initial_state('movement')
CREATE TRIGGER movement_state BEFORE UPDATE OF state ON il.movement FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('movement', 'state')
CREATE TRIGGER nonconformance_closed_fixed BEFORE UPDATE ON il.nonconformance FOR EACH ROW WHEN ((old.state = 'CLOSED'::text)) EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER nonconformance_initial BEFORE INSERT ON il.nonconformance FOR EACH ROW WHEN ((new.state <> 'OPEN'::text)) EXECUTE FUNCTION il.refuse_initial_state('nonconformance')
CREATE TRIGGER nonconformance_kept BEFORE DELETE ON il.nonconformance FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER nonconformance_state BEFORE UPDATE OF state ON il.nonconformance FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('nonconformance', 'state')
CREATE TRIGGER order_command_append_only BEFORE DELETE OR UPDATE ON il.order_command FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER order_lot_append_only BEFORE DELETE OR UPDATE ON il.order_lot FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER order_operation_initial BEFORE INSERT ON il.order_operation FOR EACH ROW WHEN ((new.state <> 'WAITING'::text)) EXECUTE FUNCTION il.refuse_initial_state('operation')
CREATE TRIGGER order_operation_state BEFORE UPDATE OF state ON il.order_operation FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('operation', 'state')
CREATE TRIGGER pact_publication_equivalents AFTER INSERT OR DELETE OR UPDATE ON il.pact_publication FOR EACH ROW EXECUTE FUNCTION il.pact_copy_publication()
CREATE TRIGGER pact_publication_events AFTER INSERT ON il.pact_publication REFERENCING NEW TABLE AS published FOR EACH STATEMENT EXECUTE FUNCTION il.deliver_pact_publication()
CREATE TRIGGER pact_revision_events AFTER UPDATE ON il.pact_publication REFERENCING NEW TABLE AS published FOR EACH STATEMENT EXECUTE FUNCTION il.deliver_pact_publication()
CREATE TRIGGER pact_verdict_equivalents AFTER INSERT OR UPDATE ON il.pact_verdict FOR EACH ROW EXECUTE FUNCTION il.pact_copy_verdict()
CREATE TRIGGER pact_verification_events AFTER INSERT ON il.pact_verification REFERENCING NEW TABLE AS verified FOR EACH STATEMENT EXECUTE FUNCTION il.deliver_pact_verification()
CREATE TRIGGER pact_webhook_delivery_final BEFORE UPDATE ON il.pact_webhook_delivery FOR EACH ROW WHEN ((old.finished_at IS NOT NULL)) EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER plant_link_initial BEFORE INSERT ON il.plant_link FOR EACH ROW WHEN ((new.state <> 'ONLINE'::text)) EXECUTE FUNCTION il.refuse_initial_state('plant-link')
CREATE TRIGGER plant_link_state BEFORE UPDATE OF state ON il.plant_link FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('plant-link', 'state')
CREATE TRIGGER plant_profile_site AFTER INSERT ON il.plant_profile FOR EACH STATEMENT EXECUTE FUNCTION il.count_grant_change()
CREATE TRIGGER posting_initial BEFORE INSERT ON il.posting FOR EACH ROW WHEN ((new.state <> 'PENDING'::text)) EXECUTE FUNCTION il.refuse_initial_state('posting')
CREATE TRIGGER posting_state BEFORE UPDATE OF state ON il.posting FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('posting', 'state')
CREATE TRIGGER posting_attempt_append_only BEFORE DELETE OR UPDATE ON il.posting_attempt FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER posting_change_immutable BEFORE UPDATE OF id, posting_id, kind, revision, before, after, differences, reason, proposed_by, proposed_at, content_hash, proposal_id ON il.posting_change FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER posting_change_initial BEFORE INSERT ON il.posting_change FOR EACH ROW WHEN ((new.state <> 'PROPOSED'::text)) EXECUTE FUNCTION il.refuse_initial_state('posting-change')
CREATE TRIGGER posting_change_kept BEFORE DELETE ON il.posting_change FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER posting_change_state BEFORE UPDATE OF state ON il.posting_change FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('posting-change', 'state')
CREATE TRIGGER principal_link_guard BEFORE INSERT OR UPDATE ON il.principal_link FOR EACH ROW EXECUTE FUNCTION il.guard_link()
CREATE TRIGGER principal_link_kept BEFORE DELETE ON il.principal_link FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER principal_link_no_truncate BEFORE TRUNCATE ON il.principal_link FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER production_order_initial BEFORE INSERT ON il.production_order FOR EACH ROW WHEN (((new.state <> ALL (ARRAY['FORECAST'::text, 'RELEASED'::text])) OR (new.sync_state <> 'RECEIVED'::text))) EXECUTE FUNCTION il.refuse_initial_state('production-order')
CREATE TRIGGER production_order_state BEFORE UPDATE OF state ON il.production_order FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('production-order', 'state')
CREATE TRIGGER production_order_sync_state BEFORE UPDATE OF sync_state ON il.production_order FOR EACH ROW WHEN (((old.sync_state IS DISTINCT FROM new.sync_state) AND (NOT ((new.sync_state = 'RECEIVED'::text) AND (new.revision > old.revision))))) EXECUTE FUNCTION il.guard_transition('production-order-sync', 'sync_state')
CREATE TRIGGER promotion_append_only BEFORE DELETE OR UPDATE ON il.promotion FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER quality_event_append_only BEFORE DELETE OR UPDATE ON il.quality_event FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER quality_hold_fixed BEFORE UPDATE OF id, plant_code, scope, scope_key, severity, effects, reason_code, document, content_hash, placed_by ON il.quality_hold FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER quality_hold_initial BEFORE INSERT ON il.quality_hold FOR EACH ROW WHEN ((new.state <> 'OPEN'::text)) EXECUTE FUNCTION il.refuse_initial_state('quality-hold')
CREATE TRIGGER quality_hold_kept BEFORE DELETE ON il.quality_hold FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER quality_hold_state BEFORE UPDATE OF state ON il.quality_hold FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('quality-hold', 'state')
CREATE TRIGGER reconciliation_case_final BEFORE UPDATE ON il.reconciliation_case FOR EACH ROW WHEN ((old.state = 'RESOLVED'::text)) EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER replay_item_cause_kept BEFORE UPDATE OF fingerprint ON il.replay_item FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER replay_item_immutable BEFORE UPDATE OF job_id, "position", posting_id, verdict, code, detail, attempts ON il.replay_item FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER replay_job_immutable BEFORE UPDATE OF id, plant_code, selection, is_cause_mended, rate_per_second, reason, requested_by, requested_at, content_hash, proposal_id ON il.replay_job FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER replay_job_initial BEFORE INSERT ON il.replay_job FOR EACH ROW WHEN ((new.state <> 'READY'::text)) EXECUTE FUNCTION il.refuse_initial_state('replay')
CREATE TRIGGER replay_job_state BEFORE UPDATE OF state ON il.replay_job FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION il.guard_transition('replay', 'state')
CREATE TRIGGER role_grant_guard BEFORE INSERT OR UPDATE ON il.role_grant FOR EACH ROW EXECUTE FUNCTION il.guard_grant()
CREATE TRIGGER role_grant_kept BEFORE DELETE ON il.role_grant FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER role_grant_no_truncate BEFORE TRUNCATE ON il.role_grant FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER role_grant_revision AFTER INSERT OR UPDATE ON il.role_grant FOR EACH STATEMENT EXECUTE FUNCTION il.count_grant_change()
CREATE TRIGGER waiver_immutable BEFORE UPDATE OF id, contract, major, evidence_kind, fingerprint, rule, finding, is_proven_breaking, digest, owner, reason, ends_on, requested_by, requested_at, content_hash, proposal_id ON il.waiver FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER waiver_kept BEFORE DELETE ON il.waiver FOR EACH ROW EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER waiver_no_truncate BEFORE TRUNCATE ON il.waiver FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()
CREATE TRIGGER waiver_revoked_once BEFORE UPDATE ON il.waiver FOR EACH ROW WHEN ((old.revoked_at IS NOT NULL)) EXECUTE FUNCTION il.refuse_change()

-- state transitions
approval-proposal: APPROVED -> VOIDED
approval-proposal: OPEN -> APPROVED
approval-proposal: OPEN -> REJECTED
approval-proposal: OPEN -> VOIDED
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
contract: approved -> candidate
contract: approved -> deprecated
contract: approved -> promoted
contract: approved -> rejected
contract: candidate -> approved
contract: candidate -> rejected
contract: deprecated -> approved
contract: deprecated -> promoted
contract: deprecated -> retired
contract: deprecated -> suspended
contract: draft -> candidate
contract: draft -> rejected
contract: promoted -> approved
contract: promoted -> deprecated
contract: promoted -> suspended
contract: retired -> deprecated
contract: suspended -> candidate
contract: suspended -> deprecated
contract: suspended -> promoted
contract: suspended -> rejected
lot: IN_PROCESS -> RESTRICTED
lot: PLANNED -> IN_PROCESS
lot: RESTRICTED -> UNRESTRICTED
lot: UNRESTRICTED -> CLOSED
lot: UNRESTRICTED -> RESTRICTED
movement: APPLIED -> POSTED
movement: POSTED -> REVERSED
movement: QUARANTINED -> APPLIED
movement: QUARANTINED -> PARKED
movement: RECEIVED -> APPLIED
movement: RECEIVED -> PARKED
movement: RECEIVED -> QUARANTINED
nonconformance: OPEN -> CLOSED
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
plant-link: DEGRADED -> OFFLINE
plant-link: DEGRADED -> ONLINE
plant-link: OFFLINE -> REPLAYING
plant-link: ONLINE -> DEGRADED
plant-link: REPLAYING -> DEGRADED
plant-link: REPLAYING -> ONLINE
posting: AGGREGATED -> PENDING
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
posting-change: PROPOSED -> APPLIED
posting-change: PROPOSED -> WITHDRAWN
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
production-order-sync: DISPATCH_FAILED -> DISPATCHING
production-order-sync: NACKED -> VALIDATING
production-order-sync: RECEIVED -> VALIDATING
production-order-sync: REJECTED -> VALIDATING
production-order-sync: RETRY_WAIT -> DISPATCHING
production-order-sync: RETRY_WAIT -> DISPATCH_FAILED
production-order-sync: VALIDATED -> BUFFERED
production-order-sync: VALIDATED -> DISPATCHING
production-order-sync: VALIDATING -> REJECTED
production-order-sync: VALIDATING -> VALIDATED
quality-hold: OPEN -> EXPIRED
quality-hold: OPEN -> REJECTED
quality-hold: OPEN -> RELEASE_REQUESTED
quality-hold: RELEASE_REQUESTED -> OPEN
quality-hold: RELEASE_REQUESTED -> RELEASED
replay: PAUSED -> CANCELLED
replay: PAUSED -> RUNNING
replay: READY -> CANCELLED
replay: READY -> RUNNING
replay: RUNNING -> CANCELLED
replay: RUNNING -> COMPLETED
replay: RUNNING -> PAUSED
