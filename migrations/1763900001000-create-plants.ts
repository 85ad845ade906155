import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: plants (plant profiles, master data, stock). */
export class CreatePlants1763900001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row per applied version of a plant folder; the newest is in force.
      CREATE TABLE il.plant_profile (
        plant_code text NOT NULL, version integer NOT NULL, profile json NOT NULL, checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(), applied_by text NOT NULL,
        PRIMARY KEY (plant_code, version));

      -- plant_code is '' for records of the whole enterprise.
      CREATE TABLE il.master_record (
        type text NOT NULL, plant_code text NOT NULL DEFAULT '', key text NOT NULL,
        effective_from timestamptz NOT NULL DEFAULT '-infinity',
        document json NOT NULL, checksum text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(), changed_by text NOT NULL,
        PRIMARY KEY (type, plant_code, key, effective_from));

      CREATE TABLE il.stock_balance (
        plant_code text NOT NULL, material_number text NOT NULL, storage_location_code text NOT NULL DEFAULT '',
        lot_number text NOT NULL DEFAULT '', handling_unit text NOT NULL DEFAULT '',
        stock_status text NOT NULL CHECK (stock_status IN ('UNRESTRICTED', 'QUALITY', 'BLOCKED', 'WIP')),
        quantity numeric(18, 6) NOT NULL, unit text NOT NULL, as_of timestamptz NOT NULL,
        PRIMARY KEY (plant_code, material_number, storage_location_code, lot_number, handling_unit, stock_status));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE il.stock_balance, il.master_record, il.plant_profile");
  }
}
