/** Postgres' own type number of text. */
const TEXT_OID = 25;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/**
 * A one-dimensional text[] in the binary format of the Postgres wire protocol (array_send): dimensions, has nulls,
 * element type, length, lower bound, then length and bytes of each element. As text the server would read every
 * quote and backslash of a JSON document one by one; so it copies.
 */
export function encodeTextArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : Buffer.byteLength(value)));
  const bytes = lengths.reduce((sum, length) => sum + LENGTH_BYTES + Math.max(length, 0), HEADER_BYTES);
  const array = Buffer.allocUnsafe(bytes);
  writeHeader(array, values.length, lengths.includes(NULL_LENGTH));
  let offset = HEADER_BYTES;
  values.forEach((value, index) => {
    offset = array.writeInt32BE(lengths[index] ?? NULL_LENGTH, offset);
    if (value !== null) offset += array.write(value, offset);
  });
  return array;
}

function writeHeader(array: Buffer, length: number, hasNulls: boolean): void {
  array.writeInt32BE(1, 0);
  array.writeInt32BE(hasNulls ? 1 : 0, 4);
  array.writeInt32BE(TEXT_OID, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
}
