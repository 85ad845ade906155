import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantLinkState } from "./plant-link.js";

/** Row of il.plant_link, locked by the transaction that reads it. */
export interface PlantLinkRow {
  readonly state: PlantLinkState;
  /** Dispatches in a row that stayed without an answer. */
  readonly failures: number;
  readonly offlineSince: Date | null;
}

const CREATE = "INSERT INTO il.plant_link (plant_code) VALUES ($1) ON CONFLICT DO NOTHING";

const LOCK = `
  SELECT state, failures, offline_since AS "offlineSince" FROM il.plant_link WHERE plant_code = $1 FOR UPDATE`;

const CHANGE = `
  UPDATE il.plant_link SET state = $2, failures = $3, reason = $4, changed_at = now(),
    next_probe_at = now() + make_interval(secs => $5),
    offline_since = CASE WHEN $2 = 'OFFLINE' THEN coalesce(offline_since, now()) WHEN $2 = 'ONLINE' THEN NULL
      ELSE offline_since END
  WHERE plant_code = $1`;

/** Takes the turn to ask an OFFLINE plant; at most one dispatch in each probe interval gets it. */
const TAKE_PROBE = `
  UPDATE il.plant_link SET next_probe_at = now() + make_interval(secs => $2)
  WHERE plant_code = $1 AND state = 'OFFLINE' AND next_probe_at <= now() RETURNING plant_code`;

const STATE = "SELECT state FROM il.plant_link WHERE plant_code = $1";

/** What a link becomes. */
export interface PlantLinkChange {
  readonly state: PlantLinkState;
  readonly failures: number;
  readonly reason: string;
  readonly probeSeconds: number;
}

/** The rows of il.plant_link; only for `TrackPlantLink`. */
export const plantLinkStore = {
  async lock(tx: Tx, plantCode: string): Promise<PlantLinkRow | undefined> {
    return (await tx.query<PlantLinkRow>(LOCK, [plantCode]))[0];
  },

  async lockOrCreate(tx: Tx, plantCode: string): Promise<PlantLinkRow> {
    await tx.query(CREATE, [plantCode]);
    const row = await plantLinkStore.lock(tx, plantCode);
    if (row === undefined) throw new Error(`the link of plant ${plantCode} cannot be read back`);
    return row;
  },

  async change(tx: Tx, plantCode: string, change: PlantLinkChange): Promise<void> {
    const { state, failures, reason, probeSeconds } = change;
    await tx.query(CHANGE, [plantCode, state, failures, reason, probeSeconds]);
  },

  async takeProbe(tx: Tx, plantCode: string, probeSeconds: number): Promise<boolean> {
    return (await tx.query(TAKE_PROBE, [plantCode, probeSeconds])).length > 0;
  },

  async isOffline(tx: Tx, plantCode: string): Promise<boolean> {
    return (await tx.query<{ state: PlantLinkState }>(STATE, [plantCode]))[0]?.state === "OFFLINE";
  },
};
