import type { KeyObject } from "node:crypto";
import type { Tx } from "../../persistence/unit-of-work.js";
import type { AuditKeys } from "../checkpoint/audit-keys.js";
import { READ_KEYS, RETIRE_KEY, WRITE_KEY } from "./sequencer-statements.js";

/** Row of il.audit_key that is or was in force. */
export interface KeyRow {
  readonly vkey: string;
  readonly fromSize: number;
  readonly untilSize: number | null;
}

/** The signing keys of the log as its sequencer sees them. */
export class KeyHistory {
  private constructor(
    private readonly keys: AuditKeys,
    /** In force. */
    public vkey: string,
    public privateKey: KeyObject,
    /** True when this round put the first key into force, which an entry has to announce. */
    readonly isNew: boolean,
  ) {}

  /** Undefined when the key in force is not in the folder of this process, which therefore cannot sequence. */
  static async load(tx: Tx, keys: AuditKeys, origin: string): Promise<KeyHistory | undefined> {
    const rows = await tx.query<KeyRow>(READ_KEYS);
    const active = rows.find(({ untilSize }) => untilSize === null);
    const vkey = active?.vkey ?? keys.newestVerifierKey(origin);
    const privateKey = keys.signingKey(vkey);
    if (privateKey === undefined) return undefined;
    if (active === undefined) await tx.query(WRITE_KEY, [keyId(vkey), vkey, 0]);
    return new KeyHistory(keys, vkey, privateKey, active === undefined);
  }

  /** True when this process can go on after a change to this key. */
  holds(vkey: string): boolean {
    return this.keys.signingKey(vkey) !== undefined;
  }

  async replace(tx: Tx, vkey: string, size: number): Promise<void> {
    const privateKey = this.keys.signingKey(vkey);
    if (privateKey === undefined) throw new Error(`the key folder does not hold ${keyId(vkey)}`);
    await tx.query(RETIRE_KEY, [keyId(this.vkey), size]);
    await tx.query(WRITE_KEY, [keyId(vkey), vkey, size]);
    this.vkey = vkey;
    this.privateKey = privateKey;
  }
}

/** The name and hash in front of a verifier key, by which it is listed. */
export function keyId(vkey: string): string {
  return vkey.split("+", 2).join("+");
}
