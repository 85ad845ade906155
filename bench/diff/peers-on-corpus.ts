import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LabelledPair } from "../../test/governance/compat/openapi-corpus.js";
import { ask, type Peer, type PeerAnswer } from "./peers.js";

/** Two at a time: more would measure the machine's queue. */
const PARALLEL = 2;

/** Gives every pair to the peer as two files, and returns its answers in the order of the pairs. */
export async function askAboutPairs(peer: Peer, pairs: readonly LabelledPair[]): Promise<PeerAnswer[]> {
  const folder = await mkdtemp(join(tmpdir(), "interlock-diff-"));
  const answers = new Map<number, PeerAnswer>();
  const queue = pairs.entries();
  const worker = async (): Promise<void> => {
    for (const [index, pair] of queue) answers.set(index, await askAbout(peer, pair, join(folder, String(index))));
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL }, worker));
  } finally {
    await rm(folder, { recursive: true });
  }
  return pairs.map((_, index) => answers.get(index) ?? { answer: "none", ms: 0 });
}

async function askAbout(peer: Peer, pair: LabelledPair, stem: string): Promise<PeerAnswer> {
  const [base, revision] = [`${stem}-base.yaml`, `${stem}-revision.yaml`];
  await Promise.all([writeFile(base, pair.base), writeFile(revision, pair.revision)]);
  return ask(peer, base, revision);
}
