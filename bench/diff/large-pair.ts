import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { largeContract, type LargeShape } from "./large-contract.js";
import { ask, type Peer, type PeerAnswer } from "./peers.js";

const ROUNDS = 3;
const PROCESS_TIMEOUT_MS = 120_000;
/** A tool that takes this long is asked once; its figure needs no median. */
const SLOW_MS = 20_000;

export interface LargeTiming {
  readonly name: string;
  readonly medianMs: number;
  readonly rounds: number;
  readonly answer: string;
}

/** This product as a process, so that start, reading and rules are counted as they are for the peers. */
const interlock: Peer = {
  name: "interlock",
  command: process.execPath,
  args: (base, revision) => [fileURLToPath(new URL("compare-files.js", import.meta.url)), base, revision],
  exitCodes: { breaking: 1, compatible: 0 },
};

/** Wall time of each tool for one pair of large contracts, in turn, so that a busy machine slows all of them. */
export async function timeLargePair(
  peers: readonly Peer[],
  shape: LargeShape,
): Promise<{ megabytes: number; timings: LargeTiming[]; processorMs: number }> {
  const folder = await mkdtemp(join(tmpdir(), "interlock-large-"));
  const [base, revision] = [join(folder, "base.json"), join(folder, "revision.json")];
  const [baseText, revisionText] = (["base", "revision"] as const).map((side) =>
    JSON.stringify(largeContract(side, 1, shape), undefined, 2),
  );
  await Promise.all([writeFile(base, baseText ?? ""), writeFile(revision, revisionText ?? "")]);
  const processorMs: number[] = [];
  const runs = [interlock, ...peers].map((tool) => ({ tool, answers: [] as PeerAnswer[] }));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const { tool, answers } of runs) {
        if (!answers.some(({ ms }) => ms > SLOW_MS)) answers.push(await ask(tool, base, revision));
      }
      processorMs.push(await ownProcessorMs(base, revision));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const timings = runs.map(({ tool, answers }) => timingOf(tool.name, answers));
  const medianMs = processorMs.toSorted((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? Infinity;
  return { megabytes: Buffer.byteLength(baseText ?? "") / 1_000_000, timings, processorMs: medianMs };
}

/** Processor time of the whole process, start and rules included: what is left when other work queues for the cores. */
async function ownProcessorMs(base: string, revision: string): Promise<number> {
  const options = { timeout: PROCESS_TIMEOUT_MS };
  // A breaking pair ends the process with 1, which execFile takes for a failure; its answer is on stdout all the same.
  const stdout = await new Promise<string>((resolve) => {
    execFile(interlock.command, interlock.args(base, revision), options, (_error, text) => resolve(text));
  });
  const { timing } = JSON.parse(stdout) as { readonly timing: { readonly processorMs: number } };
  return timing.processorMs;
}

function timingOf(name: string, answers: readonly PeerAnswer[]): LargeTiming {
  const sorted = answers.toSorted((left, right) => left.ms - right.ms);
  const medianMs = sorted[Math.floor(sorted.length / 2)]?.ms ?? 0;
  return { name, medianMs, rounds: answers.length, answer: answers.at(-1)?.answer ?? "none" };
}
