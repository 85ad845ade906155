import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { Hold, HoldEffect } from "./hold.js";

/** One thing that a hold reaches. */
export interface HoldTarget {
  readonly key: string;
  /** True for the scope itself; false for what follows from it. */
  readonly isDirect: boolean;
}

/** A hold that keeps something from going on, and by which key. */
export interface BlockingHold {
  readonly holdId: string;
  readonly key: string;
  readonly reasonCode: string;
}

const ADD = `
  INSERT INTO il.hold_target (hold_id, plant_code, key, effects, is_direct)
  SELECT $1, $2, t.key, $3, $4 FROM unnest($5::text[]) t(key) ON CONFLICT DO NOTHING`;

const END = `UPDATE il.hold_target SET ended_at = now() WHERE hold_id = $1 AND ended_at IS NULL RETURNING key`;

const KEYS = 'SELECT key, is_direct AS "isDirect" FROM il.hold_target WHERE hold_id = $1 ORDER BY is_direct DESC, key';

const BLOCKING = `
  SELECT t.hold_id AS "holdId", t.key, h.reason_code AS "reasonCode"
  FROM il.hold_target t JOIN il.quality_hold h ON h.id = t.hold_id
  WHERE t.plant_code = $1 AND t.key = ANY($2) AND t.ended_at IS NULL AND $3 = ANY(t.effects)
  ORDER BY t.hold_id, t.key`;

const IS_HELD = `
  SELECT EXISTS (SELECT 1 FROM il.hold_target WHERE plant_code = $1 AND key = ANY($2) AND ended_at IS NULL) AS "isHeld"`;

/** What holds reach. A target in force is what every guard asks for. */
export class HoldTargets {
  async add(
    tx: Tx,
    hold: Pick<Hold, "id" | "plantCode" | "effects">,
    keys: readonly string[],
    isDirect: boolean,
  ): Promise<void> {
    if (keys.length > 0) await tx.query(ADD, [hold.id, hold.plantCode, hold.effects, isDirect, keys]);
  }

  /** Ends all of them. @returns the keys that were in force until now */
  async end(tx: Tx, holdId: string): Promise<string[]> {
    return (await tx.query<{ key: string }>(END, [holdId])).map(({ key }) => key);
  }

  of(tx: Tx, holdId: string): Promise<HoldTarget[]> {
    return tx.query(KEYS, [holdId]);
  }

  /** Holds in force that keep the effect from happening to what has one of the keys. */
  blocking(tx: Tx, plantCode: string, keys: readonly string[], effect: HoldEffect): Promise<BlockingHold[]> {
    return tx.query(BLOCKING, [plantCode, keys, effect]);
  }

  /** True while a hold of any effect names one of the keys. */
  async isHeld(tx: Tx, plantCode: string, keys: readonly string[]): Promise<boolean> {
    return (await tx.query<{ isHeld: boolean }>(IS_HELD, [plantCode, keys]))[0]?.isHeld === true;
  }
}

/**
 * SQL condition: a hold in force keeps the posting `p` back. A reversal is let pass, since it takes back what is held.
 * Delivery asks it in the statement that takes a posting, so that nothing is sent past a hold.
 */
export const IS_POSTING_HELD = `
  (p.document ->> 'isReversal') IS DISTINCT FROM 'true' AND EXISTS (
    SELECT 1 FROM il.hold_target t
    WHERE t.plant_code = p.plant_code AND t.ended_at IS NULL AND il.hold_effect_of(p.kind) = ANY(t.effects)
      AND t.key = ANY(il.posting_hold_keys(p.order_number, p.document)))`;
