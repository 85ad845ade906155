import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Owner of the link: orders (whether the MES of a plant can be reached, and the orders that wait for it). Owner of the lots:
 * genealogy, which from now on knows what came back from an order unused.
 */
export class CreatePlantLink1764000029000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A plant has no row before the first dispatch that its MES did not answer: no row is ONLINE.
      CREATE TABLE il.plant_link (
        plant_code text PRIMARY KEY,
        state text NOT NULL DEFAULT 'ONLINE',
        failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
        reason text NOT NULL DEFAULT '',
        -- While OFFLINE, the one dispatch that is made from then on asks whether the MES is back.
        next_probe_at timestamptz NOT NULL DEFAULT now(),
        offline_since timestamptz,
        changed_at timestamptz NOT NULL DEFAULT now());
      CREATE TRIGGER plant_link_initial BEFORE INSERT ON il.plant_link FOR EACH ROW
        WHEN (NEW.state <> 'ONLINE') EXECUTE FUNCTION il.refuse_initial_state('plant-link');
      CREATE TRIGGER plant_link_state BEFORE UPDATE OF state ON il.plant_link FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('plant-link', 'state');
      INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
        ('plant-link', 'ONLINE', 'DEGRADED'), ('plant-link', 'DEGRADED', 'ONLINE'),
        ('plant-link', 'DEGRADED', 'OFFLINE'), ('plant-link', 'OFFLINE', 'REPLAYING'),
        ('plant-link', 'REPLAYING', 'ONLINE'), ('plant-link', 'REPLAYING', 'DEGRADED');

      CREATE INDEX production_order_buffered ON il.production_order (plant_code, released_at, order_number)
        WHERE sync_state = 'BUFFERED';

      ALTER TABLE il.order_lot DROP CONSTRAINT order_lot_side_check;
      ALTER TABLE il.order_lot ADD CONSTRAINT order_lot_side_check CHECK (side IN ('INPUT', 'OUTPUT', 'RETURN'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE il.order_lot DROP CONSTRAINT order_lot_side_check;
      ALTER TABLE il.order_lot ADD CONSTRAINT order_lot_side_check CHECK (side IN ('INPUT', 'OUTPUT'));
      DROP INDEX il.production_order_buffered;
      DROP TABLE il.plant_link;
      DELETE FROM il.state_transition WHERE machine = 'plant-link';
    `);
  }
}
