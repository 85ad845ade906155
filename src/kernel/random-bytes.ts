import { randomFillSync } from "node:crypto";

const POOL_BYTES = 8192;
const pool = Buffer.alloc(POOL_BYTES);
let offset = POOL_BYTES;

/** Cryptographically random bytes, drawn many at a time: a call per id would cost more than the id. */
export function pooledRandomBytes(count: number): Buffer {
  if (offset + count > POOL_BYTES) {
    randomFillSync(pool);
    offset = 0;
  }
  offset += count;
  return Buffer.from(pool.subarray(offset - count, offset));
}
