import { open } from "node:fs/promises";
import { FILE_BYTES_MAX } from "./xml/read-xml.js";

/**
 * The bytes of a file, of a file that is too large only one byte more than is accepted: enough to refuse it.
 * @throws the error of the file system (ENOENT, EACCES, EISDIR).
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  await using file = await open(path, "r");
  const buffer = Buffer.alloc(Math.min((await file.stat()).size, FILE_BYTES_MAX) + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length === buffer.length) return buffer.subarray(0, length);
  }
}
