import { randomBytes } from "node:crypto";
import { sha256Hex } from "../../kernel/hash.js";
import type { Tx } from "../persistence/unit-of-work.js";
import type { PersonalValues } from "./entry/audit-intent.js";

/** A row of il.audit_pii. */
export interface Commitment {
  readonly commitment: string;
  readonly subject: string;
  readonly field: string;
  readonly value: string;
  readonly salt: string;
}

const SALT_BYTES = 16;

const KEEP = `
  INSERT INTO il.audit_pii (commitment, subject, field, value, salt)
  SELECT commitment, subject, field, value, salt
  FROM json_to_recordset($1) AS p(commitment text, subject text, field text, value text, salt text)`;

/** SHA-256 of salt and value; without the salt, guessing the value does not help. */
export function commitTo(salt: string, value: string): string {
  return sha256Hex(Buffer.concat([Buffer.from(salt, "base64url"), Buffer.from(value.toWellFormed())]));
}

/** A commitment of its own, with a fresh salt, for every value. */
export function commitmentsOf({ subject, fields }: PersonalValues): Commitment[] {
  return Object.entries(fields).map(([field, given]) => {
    const salt = randomBytes(SALT_BYTES).toString("base64url");
    const value = given.toWellFormed();
    return { commitment: commitTo(salt, value), subject, field, value, salt };
  });
}

export async function keepPersonalValues(tx: Tx, commitments: readonly Commitment[]): Promise<void> {
  if (commitments.length > 0) await tx.query(KEEP, [JSON.stringify(commitments)]);
}
