import { innerNode, subtreeRoot, TILE_WIDTH } from "./tile-tree.js";

/** Reads the hashes of one tile; an unfinished tile has fewer than 256. */
export type TileReader = (level: number, position: number) => Promise<Buffer>;

const LEVELS_PER_TILE = 8;

/** RFC 9162 §2.1.3.1: the hashes that lead from leaf `index` to the root of the first `size` leaves. */
export async function inclusionProof(index: number, size: number, read: TileReader): Promise<Buffer[]> {
  return await pathTo(index, 0, size, read);
}

/** RFC 9162 §2.1.4.1: the hashes that lead from the root of `from` leaves to the root of `to` leaves. */
export async function consistencyProof(from: number, to: number, read: TileReader): Promise<Buffer[]> {
  return from === 0 || from === to ? [] : await subproof(from, 0, to, true, read);
}

/** Root of the leaves from `start` up to `end`, exclusive. */
export async function rangeRoot(start: number, end: number, read: TileReader): Promise<Buffer> {
  const count = end - start;
  const height = Math.log2(count);
  if (Number.isInteger(height)) return await nodeAt(height, start / count, read);
  const middle = start + largestPowerBelow(count);
  return innerNode(await rangeRoot(start, middle, read), await rangeRoot(middle, end, read));
}

async function pathTo(index: number, start: number, end: number, read: TileReader): Promise<Buffer[]> {
  if (end - start === 1) return [];
  const middle = start + largestPowerBelow(end - start);
  if (index < middle) return [...(await pathTo(index, start, middle, read)), await rangeRoot(middle, end, read)];
  return [...(await pathTo(index, middle, end, read)), await rangeRoot(start, middle, read)];
}

async function subproof(
  from: number,
  start: number,
  end: number,
  isWhole: boolean,
  read: TileReader,
): Promise<Buffer[]> {
  if (from === end) return isWhole ? [] : [await rangeRoot(start, end, read)];
  const middle = start + largestPowerBelow(end - start);
  if (from <= middle) {
    return [...(await subproof(from, start, middle, isWhole, read)), await rangeRoot(middle, end, read)];
  }
  return [...(await subproof(from, middle, end, false, read)), await rangeRoot(start, middle, read)];
}

/** Node number `index` of a tree level: computed from the tile whose level lies at or below it. */
async function nodeAt(height: number, index: number, read: TileReader): Promise<Buffer> {
  const level = Math.floor(height / LEVELS_PER_TILE);
  const count = 2 ** (height % LEVELS_PER_TILE);
  const first = index * count;
  const hashes = await read(level, Math.floor(first / TILE_WIDTH));
  return subtreeRoot(hashes, first % TILE_WIDTH, count);
}

function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
