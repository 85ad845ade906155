import { createHash, hash } from "node:crypto";

const HASH_BYTES = 32;
export const TILE_WIDTH = 256;
const TILE_BYTES = TILE_WIDTH * HASH_BYTES;
const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** A row of il.audit_tile. Level n holds nodes of tree level 8n; hashes are 32 bytes each, at most 256 of them. */
export interface Tile {
  readonly level: number;
  readonly position: number;
  readonly hashes: Buffer;
}

/** Room for one entry behind prefix and previous leaf; larger ones get a buffer of their own. */
const scratch = Buffer.alloc(16_384);
const innerBytes = Buffer.alloc(NODE_PREFIX.length + 2 * HASH_BYTES);
innerBytes.set(NODE_PREFIX);

/** RFC 9162 leaf of an entry, chained to the leaf before it: SHA-256(0x00 || previous leaf || canonical text). */
export function chainedLeaf(previous: Uint8Array, text: string): Buffer {
  const start = LEAF_PREFIX.length + HASH_BYTES;
  // A UTF-16 unit is three bytes of UTF-8 at most.
  const bytes = start + text.length * 3 <= scratch.length ? scratch : Buffer.alloc(start + Buffer.byteLength(text));
  bytes.set(LEAF_PREFIX);
  bytes.set(previous, LEAF_PREFIX.length);
  return sha256(bytes.subarray(0, start + bytes.write(text, start)));
}

/** RFC 9162 inner node: SHA-256(0x01 || left || right). */
export function innerNode(left: Uint8Array, right: Uint8Array): Buffer {
  innerBytes.set(left, NODE_PREFIX.length);
  innerBytes.set(right, NODE_PREFIX.length + HASH_BYTES);
  return sha256(innerBytes);
}

/** One call, and text instead of an object as its answer: a third of what a Hash object costs. */
function sha256(bytes: Buffer): Buffer {
  return Buffer.from(hash("sha256", bytes, "binary"), "binary");
}

/** Root over `count` hashes, a power of two, that start at hash number `first` of a tile. */
export function subtreeRoot(hashes: Buffer, first: number, count: number): Buffer {
  if (count === 1) return Buffer.from(hashes.subarray(first * HASH_BYTES, (first + 1) * HASH_BYTES));
  const half = count / 2;
  return innerNode(subtreeRoot(hashes, first, half), subtreeRoot(hashes, first + half, half));
}

/** The growing right edge of an RFC 9162 tree: one unfinished tile per level is all that appending needs. */
export class TileTree {
  readonly #edges: Edge[] = [];
  readonly #finished: Tile[] = [];

  /** @param edges the unfinished tile of each level, which `edgePositions` names */
  constructor(
    public size: number,
    edges: readonly Tile[],
  ) {
    for (const { level, hashes } of edges) this.#edge(level).start(hashes);
  }

  /** Level and position of the unfinished tiles of a tree of this size. */
  static edgePositions(size: number): { readonly level: number; readonly position: number }[] {
    const positions: { level: number; position: number }[] = [];
    for (let level = 0, width = size; width > 0; level++, width = Math.floor(width / TILE_WIDTH)) {
      if (width % TILE_WIDTH > 0) positions.push({ level, position: Math.floor(width / TILE_WIDTH) });
    }
    return positions;
  }

  append(leaf: Buffer): void {
    this.#add(0, leaf, Math.floor(this.size / TILE_WIDTH));
    this.size++;
  }

  root(): Buffer {
    let root: Buffer | undefined;
    for (const edge of this.#edges) {
      for (const peak of peaksOf(edge.hashes).toReversed()) {
        root = root === undefined ? peak : innerNode(peak, root);
      }
    }
    return root ?? createHash("sha256").digest();
  }

  /** The tiles that grew since the last call. */
  takeChanges(): Tile[] {
    const unfinished = this.#edges.flatMap((edge, level) => {
      const position = Math.floor(this.size / TILE_WIDTH ** (level + 1));
      return edge.takeGrown() ? [{ level, position, hashes: Buffer.from(edge.hashes) }] : [];
    });
    return [...this.#finished.splice(0), ...unfinished];
  }

  #add(level: number, added: Buffer, position: number): void {
    const edge = this.#edge(level);
    edge.append(added);
    if (edge.hashes.length < TILE_BYTES) return;
    const hashes = Buffer.from(edge.hashes);
    this.#finished.push({ level, position, hashes });
    edge.start(Buffer.alloc(0));
    this.#add(level + 1, subtreeRoot(hashes, 0, TILE_WIDTH), Math.floor(position / TILE_WIDTH));
  }

  #edge(level: number): Edge {
    return (this.#edges[level] ??= new Edge());
  }
}

/** An unfinished tile, in a buffer that has room for all of it. */
class Edge {
  readonly #bytes = Buffer.alloc(TILE_BYTES);
  #length = 0;
  #hasGrown = false;

  get hashes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  start(hashes: Buffer): void {
    this.#length = hashes.copy(this.#bytes);
    this.#hasGrown = false;
  }

  append(added: Buffer): void {
    this.#length += added.copy(this.#bytes, this.#length);
    this.#hasGrown = true;
  }

  /** Whether it grew since the last call. */
  takeGrown(): boolean {
    const hasGrown = this.#hasGrown;
    this.#hasGrown = false;
    return hasGrown;
  }
}

/** Roots of the complete subtrees of an unfinished tile, largest first. */
function peaksOf(hashes: Buffer): Buffer[] {
  const peaks: Buffer[] = [];
  let first = 0;
  for (let count = TILE_WIDTH / 2; count >= 1; count /= 2) {
    if (hashes.length / HASH_BYTES - first < count) continue;
    peaks.push(subtreeRoot(hashes, first, count));
    first += count;
  }
  return peaks;
}
