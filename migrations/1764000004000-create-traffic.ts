import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: platform (traffic). */
export class CreateTraffic1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Requests that processes were allowed to admit, by budget and slot of time (slot = epoch milliseconds / length).
      -- Rows live as long as their slot can still lie in a window; a busy budget rewrites the same row.
      CREATE TABLE il.traffic_grant (
        budget text NOT NULL, slot bigint NOT NULL, granted bigint NOT NULL CHECK (granted >= 0),
        PRIMARY KEY (budget, slot)) WITH (fillfactor = 50);

      -- Grants up to p_wanted requests of a budget, so that the grants of any p_slots successive slots stay within p_limit.
      -- What an earlier grant left unused is taken back first. p_at is a parameter for tests only.
      CREATE FUNCTION il.grant_traffic(
        p_budget text, p_wanted bigint, p_limit bigint, p_slot_ms bigint, p_slots integer,
        p_returned_slot bigint, p_returned bigint, p_at timestamptz DEFAULT clock_timestamp(),
        OUT granted bigint, OUT remaining bigint, OUT slot bigint, OUT slot_ends_in_ms bigint, OUT reset_in_ms bigint)
      LANGUAGE plpgsql AS $body$
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
      END $body$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION il.grant_traffic; DROP TABLE il.traffic_grant");
  }
}
