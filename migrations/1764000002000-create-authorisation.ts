import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Owner: platform (grants of roles, accounts of one person, approvals). The rules of segregation of duties are triggers,
 * so that no code path and no race gets around them. They lock before they look, and see what others have committed.
 */
export class CreateAuthorisation1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDENTITY_LINKS);
    await runner.query(GRANTS);
    await runner.query(APPROVALS);
    await runner.query(VOTES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER client_grants ON il.client;
      DROP TRIGGER plant_profile_site ON il.plant_profile;
      DROP TABLE il.approval_vote, il.approval_proposal, il.approval_risk_class, il.role_grant, il.grant_revision,
        il.principal_link;
      DROP VIEW il.plant_site;
      DROP FUNCTION il.guard_vote, il.settle_vote, il.guard_proposal, il.is_approved, il.guard_grant,
        il.grants_of_client, il.count_grant_change, il.guard_link, il.is_same_party, il.acts_as, il.same_person,
        il.lock_links;
      DELETE FROM il.state_transition WHERE machine = 'approval-proposal';
    `);
  }
}

const IDENTITY_LINKS = `
  -- Accounts of one person (ALIAS), what a person answers for (principal OWNED_BY other), groups (principal MEMBER_OF other).
  CREATE TABLE il.principal_link (
    id text PRIMARY KEY, principal text NOT NULL, other text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ALIAS', 'OWNED_BY', 'MEMBER_OF')),
    declared_by text NOT NULL, reason text NOT NULL, declared_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz, ended_by text, end_reason text,
    CHECK (principal <> other), CHECK ((ended_at IS NULL) = (ended_by IS NULL)));
  CREATE UNIQUE INDEX principal_link_once ON il.principal_link (principal, other, kind) WHERE ended_at IS NULL;
  CREATE INDEX principal_link_other ON il.principal_link (other) WHERE ended_at IS NULL;

  -- Taken shared by whoever relies on the links and exclusively by whoever changes them.
  CREATE FUNCTION il.lock_links(is_change boolean) RETURNS void LANGUAGE plpgsql AS $body$
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'segregation of duties needs the isolation level read committed' USING ERRCODE = 'IL030';
    END IF;
    IF is_change THEN PERFORM pg_advisory_xact_lock(hashtext('il.principal_link'));
    ELSE PERFORM pg_advisory_xact_lock_shared(hashtext('il.principal_link'));
    END IF;
  END $body$;

  CREATE FUNCTION il.same_person(account text) RETURNS SETOF text LANGUAGE sql STABLE AS $body$
    WITH RECURSIVE reach(name) AS (
      SELECT $1
      UNION
      SELECT CASE WHEN l.principal = r.name THEN l.other ELSE l.principal END
      FROM reach r JOIN il.principal_link l
        ON l.ended_at IS NULL AND l.kind IN ('ALIAS', 'OWNED_BY') AND r.name IN (l.principal, l.other))
    SELECT name FROM reach
  $body$;

  -- The person with every group it belongs to, also through other groups.
  CREATE FUNCTION il.acts_as(account text) RETURNS SETOF text LANGUAGE sql STABLE AS $body$
    WITH RECURSIVE reach(name) AS (
      SELECT il.same_person($1)
      UNION
      SELECT l.other FROM reach r JOIN il.principal_link l
        ON l.ended_at IS NULL AND l.kind = 'MEMBER_OF' AND l.principal = r.name)
    SELECT name FROM reach
  $body$;

  -- Two members of one group are two parties; the group and its member are one.
  CREATE FUNCTION il.is_same_party(a text, b text) RETURNS boolean LANGUAGE sql STABLE AS $body$
    SELECT EXISTS (SELECT il.acts_as($1) INTERSECT SELECT il.same_person($2))
      OR EXISTS (SELECT il.acts_as($2) INTERSECT SELECT il.same_person($1))
  $body$;

  CREATE FUNCTION il.guard_link() RETURNS trigger LANGUAGE plpgsql AS $body$
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
  END $body$;
  CREATE TRIGGER principal_link_guard BEFORE INSERT OR UPDATE ON il.principal_link
    FOR EACH ROW EXECUTE FUNCTION il.guard_link();
  CREATE TRIGGER principal_link_kept BEFORE DELETE ON il.principal_link
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER principal_link_no_truncate BEFORE TRUNCATE ON il.principal_link
    FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
`;

const GRANTS = `
  -- Processes keep grants in memory and load them again when this number moves. One row, so that numbers are committed in order.
  CREATE TABLE il.grant_revision (is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), revision bigint NOT NULL);
  INSERT INTO il.grant_revision (revision) VALUES (1);
  CREATE FUNCTION il.count_grant_change() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    UPDATE il.grant_revision SET revision = revision + 1;
    RETURN NULL;
  END $body$;

  CREATE VIEW il.plant_site AS
    SELECT DISTINCT ON (plant_code) plant_code, profile ->> 'site' AS site
    FROM il.plant_profile ORDER BY plant_code, version DESC;
  CREATE TRIGGER plant_profile_site AFTER INSERT ON il.plant_profile
    FOR EACH STATEMENT EXECUTE FUNCTION il.count_grant_change();

  CREATE TABLE il.role_grant (
    id text PRIMARY KEY, principal text NOT NULL, role text NOT NULL,
    scope_kind text NOT NULL CHECK (scope_kind IN ('ENTERPRISE', 'SITE', 'PLANT', 'CONTRACT')),
    scope_values text[] NOT NULL DEFAULT '{}',
    valid_from timestamptz, valid_to timestamptz,
    -- CLIENT_RECORD: kept equal to il.client.grants; REGISTER: given by a person.
    source text NOT NULL CHECK (source IN ('REGISTER', 'CLIENT_RECORD')),
    granted_by text NOT NULL, reason text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz, revoked_by text, revoke_reason text,
    CHECK ((scope_kind = 'ENTERPRISE') = (cardinality(scope_values) = 0)),
    CHECK (array_position(scope_values, NULL) IS NULL),
    CHECK (valid_to > coalesce(valid_from, '-infinity')),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)));
  CREATE INDEX role_grant_principal ON il.role_grant (principal, id);

  CREATE FUNCTION il.guard_grant() RETURNS trigger LANGUAGE plpgsql AS $body$
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
  END $body$;
  CREATE TRIGGER role_grant_guard BEFORE INSERT OR UPDATE ON il.role_grant
    FOR EACH ROW EXECUTE FUNCTION il.guard_grant();
  CREATE TRIGGER role_grant_revision AFTER INSERT OR UPDATE ON il.role_grant
    FOR EACH STATEMENT EXECUTE FUNCTION il.count_grant_change();
  CREATE TRIGGER role_grant_kept BEFORE DELETE ON il.role_grant
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER role_grant_no_truncate BEFORE TRUNCATE ON il.role_grant
    FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();

  -- What a client's record says about its roles is in the register from then on.
  CREATE FUNCTION il.grants_of_client() RETURNS trigger LANGUAGE plpgsql AS $body$
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
  END $body$;
  CREATE TRIGGER client_grants AFTER INSERT OR UPDATE OF grants ON il.client
    FOR EACH ROW EXECUTE FUNCTION il.grants_of_client();

  INSERT INTO il.role_grant (id, principal, role, scope_kind, scope_values, source, granted_by, reason)
  SELECT gen_random_uuid()::text, c.client_id, g ->> 'role',
    CASE WHEN jsonb_typeof(g -> 'plants') = 'array' THEN 'PLANT' ELSE 'ENTERPRISE' END,
    CASE WHEN jsonb_typeof(g -> 'plants') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(g -> 'plants')) ELSE '{}' END,
    'CLIENT_RECORD', 'client record', 'the record of the client says so'
  FROM il.client c CROSS JOIN LATERAL jsonb_array_elements(c.grants::jsonb) g;
`;

const APPROVALS = `
  CREATE TABLE il.approval_risk_class (
    risk_class text PRIMARY KEY, approvers_min smallint NOT NULL CHECK (approvers_min >= 0),
    consumer_side_min smallint NOT NULL CHECK (consumer_side_min BETWEEN 0 AND approvers_min));
  INSERT INTO il.approval_risk_class VALUES
    ('BELOW_THRESHOLD', 0, 0), ('STANDARD', 1, 0), ('BREAKING', 2, 1), ('CRITICAL', 2, 0);
  CREATE TRIGGER approval_risk_class_fixed BEFORE UPDATE OR DELETE ON il.approval_risk_class
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  -- What is to be approved: the content with this hash, and nothing else.
  CREATE TABLE il.approval_proposal (
    id text PRIMARY KEY, subject_type text NOT NULL, subject_id text NOT NULL,
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    author text NOT NULL,
    -- What an approver must hold, and what the policy may ask about the subject.
    permission text NOT NULL, plant_code text, contract text, attributes json NOT NULL DEFAULT '{}',
    risk_class text NOT NULL REFERENCES il.approval_risk_class, approvers_needed smallint NOT NULL,
    consumer_owners text[] NOT NULL DEFAULT '{}',
    -- Who must not approve besides the author, because he gains by it.
    barred text[] NOT NULL DEFAULT '{}',
    reason text NOT NULL, state text NOT NULL DEFAULT 'OPEN', state_reason text,
    created_at timestamptz NOT NULL DEFAULT now(), decided_at timestamptz,
    -- Only replays and discards are counted, and so may be too small to need a second person.
    CHECK (risk_class <> 'BELOW_THRESHOLD' OR subject_type IN ('replay', 'discard')));
  CREATE UNIQUE INDEX approval_proposal_live ON il.approval_proposal (subject_type, subject_id)
    WHERE state IN ('OPEN', 'APPROVED');
  CREATE INDEX approval_proposal_page ON il.approval_proposal (state, id);

  CREATE TABLE il.approval_vote (
    proposal_id text NOT NULL REFERENCES il.approval_proposal, approver text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('APPROVE', 'REJECT')),
    content_hash text NOT NULL, reason text NOT NULL CHECK (length(trim(reason)) >= 3),
    is_consumer_side boolean NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (proposal_id, approver));

  -- By the links of now: an account that turns out to be the author's no longer counts.
  CREATE FUNCTION il.is_approved(wanted text) RETURNS boolean LANGUAGE sql STABLE AS $body$
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
  $body$;

  INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
    ('approval-proposal', 'OPEN', 'APPROVED'), ('approval-proposal', 'OPEN', 'REJECTED'),
    ('approval-proposal', 'OPEN', 'VOIDED'), ('approval-proposal', 'APPROVED', 'VOIDED');

  CREATE FUNCTION il.guard_proposal() RETURNS trigger LANGUAGE plpgsql AS $body$
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
  END $body$;
  CREATE TRIGGER approval_proposal_initial BEFORE INSERT ON il.approval_proposal FOR EACH ROW
    WHEN (NEW.state <> 'OPEN') EXECUTE FUNCTION il.refuse_initial_state('approval-proposal');
  CREATE TRIGGER approval_proposal_state BEFORE UPDATE OF state ON il.approval_proposal FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('approval-proposal', 'state');
  CREATE TRIGGER approval_proposal_guard BEFORE INSERT OR UPDATE ON il.approval_proposal
    FOR EACH ROW EXECUTE FUNCTION il.guard_proposal();
  CREATE TRIGGER approval_proposal_kept BEFORE DELETE ON il.approval_proposal
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER approval_proposal_no_truncate BEFORE TRUNCATE ON il.approval_proposal
    FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
`;

const VOTES = `
  -- SQLSTATE IL031 unknown, IL032 settled, IL033 other content, IL034 own work, IL035 gains by it or has voted already.
  CREATE FUNCTION il.guard_vote() RETURNS trigger LANGUAGE plpgsql AS $body$
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
  END $body$;

  CREATE FUNCTION il.settle_vote() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF NEW.verdict = 'REJECT' THEN
      UPDATE il.approval_proposal SET state = 'REJECTED', state_reason = NEW.reason, decided_at = now()
      WHERE id = NEW.proposal_id;
    ELSIF il.is_approved(NEW.proposal_id) THEN
      UPDATE il.approval_proposal SET state = 'APPROVED', decided_at = now() WHERE id = NEW.proposal_id;
    END IF;
    RETURN NULL;
  END $body$;

  CREATE TRIGGER approval_vote_guard BEFORE INSERT ON il.approval_vote
    FOR EACH ROW EXECUTE FUNCTION il.guard_vote();
  CREATE TRIGGER approval_vote_settle AFTER INSERT ON il.approval_vote
    FOR EACH ROW EXECUTE FUNCTION il.settle_vote();
  CREATE TRIGGER approval_vote_append_only BEFORE UPDATE OR DELETE ON il.approval_vote
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER approval_vote_no_truncate BEFORE TRUNCATE ON il.approval_vote
    FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
`;
