import type { PlantScope } from "../../platform/security/principal.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../plant-profile.js";

/** One applied version of a plant's profile. */
export interface AppliedPlant {
  readonly plantCode: string;
  /** 1 for the first profile of the plant; each change adds one. */
  readonly version: number;
  readonly profile: PlantProfile;
  /** SHA-256 of the canonical profile. */
  readonly checksum: string;
  readonly appliedAt: Date;
  readonly appliedBy: string;
}

const COLUMNS = `plant_code AS "plantCode", version, profile, checksum, applied_at AS "appliedAt", applied_by AS "appliedBy"`;

const NEWEST = `SELECT ${COLUMNS} FROM il.plant_profile WHERE plant_code = $1 ORDER BY version DESC LIMIT 1`;

const VERSIONS = `SELECT plant_code AS "plantCode", max(version) AS version FROM il.plant_profile GROUP BY plant_code`;

const LIST = `
  SELECT DISTINCT ON (plant_code) ${COLUMNS} FROM il.plant_profile
  WHERE $1::text[] IS NULL OR plant_code = ANY ($1) ORDER BY plant_code, version DESC`;

// Two first versions of one plant have no row to lock, so the plant's name is locked instead.
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('il.plant_profile/' || $1, 0))";

const INSERT = `
  INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by) VALUES ($1, $2, $3, $4, $5)`;

type NewVersion = Pick<AppliedPlant, "plantCode" | "version" | "profile" | "checksum" | "appliedBy">;

/** Versions of plant profiles in il.plant_profile. */
export class PlantProfileStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Keeps every other writer of this plant's profile out until the transaction ends. */
  async lock(tx: Tx, plantCode: string): Promise<void> {
    await tx.query(LOCK, [plantCode]);
  }

  async newest(tx: Tx, plantCode: string): Promise<AppliedPlant | undefined> {
    return (await tx.query<AppliedPlant>(NEWEST, [plantCode]))[0];
  }

  async insert(tx: Tx, { plantCode, version, profile, checksum, appliedBy }: NewVersion): Promise<void> {
    await tx.query(INSERT, [plantCode, version, JSON.stringify(profile), checksum, appliedBy]);
  }

  async read(plantCode: string): Promise<AppliedPlant | undefined> {
    return (await this.unitOfWork.read<AppliedPlant>(NEWEST, [plantCode]))[0];
  }

  /** Newest version number of every plant. */
  versions(): Promise<{ plantCode: string; version: number }[]> {
    return this.unitOfWork.read(VERSIONS);
  }

  list(plants: PlantScope): Promise<AppliedPlant[]> {
    return this.unitOfWork.read(LIST, [plants === "*" ? null : plants]);
  }
}
