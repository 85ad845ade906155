import { type ChildProcess, fork } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../../config/project-root.js";
import type { SandboxLimits } from "./sandbox-limits.js";
import { piecesOf, type SandboxReply, type SandboxRequest, type SandboxTask } from "./sandbox-messages.js";

const WORKER = fileURLToPath(new URL("./worker-process.js", import.meta.url));
/** The build this file belongs to: the sandbox may read the code of the product and of its packages, nothing else. */
const BUILD = fileURLToPath(new URL("../../../", import.meta.url));
const STDERR_LENGTH_MAX = 2_000;

/** How a piece of work in the sandbox ended; `at` is the contract it was reading. */
export type SandboxOutcome =
  | { readonly kind: "done"; readonly answer: unknown }
  | { readonly kind: "timeout"; readonly at: string | undefined; readonly wallMs: number }
  | { readonly kind: "died"; readonly at: string | undefined; readonly reason: string };

export interface ContractTexts {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Switches of Node that take everything but computing away from the process. */
export function sandboxArguments(limits: SandboxLimits): string[] {
  return [
    "--permission",
    `--allow-fs-read=${join(BUILD, "*")}`,
    `--allow-fs-read=${join(projectRoot, "package.json")}`,
    ...packageFolders(projectRoot).map((folder) => `--allow-fs-read=${join(folder, "*")}`),
    `--max-old-space-size=${limits.heapMbMax}`,
    "--no-warnings",
  ];
}

/**
 * One process with Node's permission model, an empty environment, a bounded heap and no network. It does one piece of
 * work and is ended: what a hostile contract left behind in it can touch no other.
 */
export class SandboxProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;
  readonly #ready: Promise<void>;
  #stderr = "";
  #at: string | undefined;

  constructor(private readonly limits: SandboxLimits) {
    this.#child = fork(WORKER, [], {
      execArgv: sandboxArguments(limits),
      env: {},
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      serialization: "json",
    });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_LENGTH_MAX);
    });
    this.#ended = this.#endOfChild();
    this.#ready = this.#firstReply();
    this.#hold(false);
  }

  /** False once the process has ended, for example because the machine needed its memory. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Does one piece of work and ends the process, whatever happened. Never rejects. */
  async work(texts: readonly ContractTexts[], task: SandboxTask): Promise<SandboxOutcome> {
    this.#hold(true);
    const wallMs = this.limits.wallMsMax * Math.max(1, texts.length);
    let outcome = await this.#race(
      this.limits.startMsMax,
      this.#ready.then(() => "ready" as const),
    );
    if (outcome === "ready") {
      const answer = this.#answer();
      outcome = await this.#race(
        wallMs,
        this.#send(texts, task).then(() => answer),
      );
    }
    this.end();
    return outcome === "ready" ? { kind: "died", at: this.#at, reason: "it answered nothing" } : outcome;
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }

  async #race<T>(wallMs: number, work: Promise<T>): Promise<T | SandboxOutcome> {
    const stop = new AbortController();
    const timeout = new Promise<SandboxOutcome>((resolve) => {
      const timer = setTimeout(() => resolve({ kind: "timeout", at: this.#at, wallMs }), wallMs);
      stop.signal.addEventListener("abort", () => clearTimeout(timer));
    });
    const died = this.#ended.then((reason): SandboxOutcome => ({ kind: "died", at: this.#at, reason }));
    try {
      return await Promise.race([work, timeout, died]);
    } catch (error) {
      return { kind: "died", at: this.#at, reason: error instanceof Error ? error.message : String(error) };
    } finally {
      stop.abort();
    }
  }

  async #send(texts: readonly ContractTexts[], task: SandboxTask): Promise<void> {
    for (const { entry, files } of texts) {
      for (const [file, text] of files) {
        for (const piece of piecesOf(text)) await this.#tell({ kind: "text", entry, file, piece });
      }
    }
    await this.#tell({ kind: "work", task });
  }

  #tell(request: SandboxRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#child.send(request, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  #answer(): Promise<SandboxOutcome> {
    const pieces: string[] = [];
    let length = 0;
    return new Promise((resolve) => {
      this.#child.on("message", (reply: SandboxReply) => {
        if (reply.kind === "at") this.#at = reply.contract;
        if (reply.kind === "failed") resolve({ kind: "died", at: this.#at, reason: reply.reason });
        if (reply.kind === "done") resolve(parsedAnswer(pieces.join(""), this.#at));
        if (reply.kind !== "answer") return;
        pieces.push(reply.piece);
        length += reply.piece.length;
        if (length > this.limits.answerLengthMax)
          resolve({ kind: "died", at: this.#at, reason: "its answer is too long" });
      });
    });
  }

  #firstReply(): Promise<void> {
    return new Promise((resolve) => this.#child.once("message", () => resolve()));
  }

  #endOfChild(): Promise<string> {
    return new Promise((resolve) => {
      this.#child.once("error", (error) => resolve(error.message));
      this.#child.once("exit", (code, signal) => resolve(endReason(code, signal, this.#stderr)));
    });
  }

  /** A process that waits for work must not keep the product from ending. */
  #hold(isHeld: boolean): void {
    const channel = this.#child.channel;
    if (isHeld) {
      this.#child.ref();
      channel?.ref();
    } else {
      this.#child.unref();
      channel?.unref();
      // The pipe counts too; it is a socket whatever its declared type says.
      if (this.#child.stderr !== null && "unref" in this.#child.stderr)
        (this.#child.stderr as { unref(): void }).unref();
    }
  }
}

/** Folders Node looks for packages in: those of an installed product may stand above it, or be links. */
function packageFolders(folder: string): string[] {
  const own = join(folder, "node_modules");
  const above = dirname(folder) === folder ? [] : packageFolders(dirname(folder));
  return existsSync(own) ? [...new Set([own, realpathSync(own)]), ...above] : above;
}

function parsedAnswer(text: string, at: string | undefined): SandboxOutcome {
  try {
    return { kind: "done", answer: JSON.parse(text) as unknown };
  } catch {
    return { kind: "died", at, reason: "its answer is no JSON" };
  }
}

function endReason(code: number | null, signal: NodeJS.Signals | null, stderr: string): string {
  if (/heap out of memory|heap limit/i.test(stderr)) return "it needed more memory than it may have";
  const line = stderr.split("\n").find((text) => /Error/.test(text)) ?? "";
  return `it ended with ${signal ?? `code ${code}`}${line === "" ? "" : `: ${line.slice(0, 200)}`}`;
}
