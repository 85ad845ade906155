import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { interlockArguments } from "../support/run-interlock.js";

export interface ServerSettings {
  readonly role: "gateway" | "worker";
  /** INTERLOCK_* of the process; it sees nothing else of our environment. */
  readonly settings: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const STOP_MS_MAX = 40_000;

/** A real `interlock serve`. */
export class ServerProcess {
  #words = "";
  readonly #ready = Promise.withResolvers<void>();

  private constructor(private readonly child: ChildProcess) {
    // Whoever waits for readiness hears of the failure; nobody else needs to.
    this.#ready.promise.catch(() => undefined);
  }

  static spawn({ role, settings, logFile }: ServerSettings): ServerProcess {
    const child = spawn(process.execPath, interlockArguments(["serve", "--role", role]), {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...settings },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const server = new ServerProcess(child);
    child.stderr?.pipe(createWriteStream(logFile, { flags: "a" }));
    child.stderr?.on("data", (chunk: Buffer) => server.#hear(chunk.toString(), role));
    child.once("error", (error) => server.#ready.reject(error));
    child.once("exit", (code, signal) =>
      server.#ready.reject(new Error(`interlock ${role} ended with ${code ?? signal}: ${server.#words.slice(-500)}`)),
    );
    return server;
  }

  /** @throws Error with its last words when the process ends before it is ready. */
  async ready(): Promise<void> {
    await this.#ready.promise;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** SIGKILL: the process gets no chance to finish anything. Resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Ends it in good order, or by force when it takes too long. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_MS_MAX);
    await this.#end("SIGTERM");
    clearTimeout(timer);
  }

  #hear(text: string, role: string): void {
    this.#words = (this.#words + text).slice(-4_000);
    if (this.#words.includes(`interlock ${role} ready at`)) this.#ready.resolve();
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (this.hasEnded || this.child.pid === undefined) return;
    const ended = once(this.child, "exit");
    this.child.kill(signal);
    await ended;
  }
}
