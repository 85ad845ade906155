import { randomBytes } from "node:crypto";
import type { Tx } from "../../persistence/unit-of-work.js";
import { type Tile, TileTree } from "../tree/tile-tree.js";
import { CREATE_HEAD, READ_HEAD, READ_TILES, SWAP_HEAD, WRITE_TILES } from "./sequencer-statements.js";

/** The row of il.audit_head. */
export interface LogHead {
  readonly origin: string;
  readonly size: number;
  readonly lastLeaf: Buffer;
  /** Entries with an id up to it are decided and have their place. */
  readonly idFloor: string;
  /** Becomes the floor when every transaction below xidMark has ended. */
  readonly idMark: string;
  readonly xidMark: string;
  readonly checkpointSize: number;
  /** Very many when there is no checkpoint yet. */
  readonly checkpointAgeSeconds: number;
}

/** Size and age of the newest checkpoint. */
export function coverOf(head: LogHead): { readonly size: number; readonly ageSeconds: number } {
  return { size: head.checkpointSize, ageSeconds: head.checkpointAgeSeconds };
}

const FIRST_PREVIOUS = Buffer.alloc(32);

/** The head of the log; a log gets its name, which its checkpoints carry, when it is looked at first. */
export async function readHead(tx: Tx): Promise<LogHead> {
  const [head] = await tx.query<LogHead>(READ_HEAD);
  if (head !== undefined) return head;
  await tx.query(CREATE_HEAD, [`interlock/audit/${randomBytes(10).toString("hex")}`, FIRST_PREVIOUS]);
  const [made] = await tx.query<LogHead>(READ_HEAD);
  if (made === undefined) throw new Error("il.audit_head cannot be written");
  return made;
}

/** @throws Error when another sequencer was faster; the round is rolled back with it */
export async function swapHead(tx: Tx, sizeBefore: number, head: Omit<LogHead, "origin">): Promise<void> {
  const { size, lastLeaf, idFloor, idMark, xidMark, checkpointSize, checkpointAgeSeconds } = head;
  const isCheckpointNew = checkpointAgeSeconds === 0;
  const values = [sizeBefore, size, lastLeaf, idFloor, idMark, xidMark, checkpointSize, isCheckpointNew];
  const swapped = await tx.query(SWAP_HEAD, values);
  if (swapped.length !== 1) throw new Error("another sequencer has moved the head of the audit log");
}

export async function loadTree(tx: Tx, size: number): Promise<TileTree> {
  const wanted = TileTree.edgePositions(size);
  const tiles = await tx.query<Tile>(READ_TILES, [
    wanted.map(({ level }) => level),
    wanted.map(({ position }) => position),
  ]);
  if (tiles.length !== wanted.length) throw new Error(`il.audit_tile lacks tiles of an audit log of ${size} entries`);
  return new TileTree(size, tiles);
}

export async function storeTiles(tx: Tx, tiles: readonly Tile[]): Promise<void> {
  const levels = tiles.map(({ level }) => level);
  const positions = tiles.map(({ position }) => position);
  await tx.query(WRITE_TILES, [levels, positions, tiles.map(({ hashes }) => hashes)]);
}
