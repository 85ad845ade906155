import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { findFreePort } from "../../src/platform/persistence/free-port.js";
import { interlockArguments } from "./run-interlock.js";

/** Ports and folder of one `interlock up`, kept over restarts. */
export interface InterlockPlace {
  readonly settings: Readonly<Record<string, string>>;
  readonly gatewayUrl: string;
  readonly erpUrl: string;
  readonly mesUrl: string;
  readonly dataDir: string;
}

/** Chooses free ports, so that a running Interlock of the machine is not in the way. */
export async function choosePlace(folder: string): Promise<InterlockPlace> {
  const [gateway, erp, mes] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const dataDir = join(folder, "data");
  return {
    settings: {
      INTERLOCK_DATA_DIR: dataDir,
      INTERLOCK_PORT: String(gateway),
      INTERLOCK_ERP_SIMULATOR_PORT: String(erp),
      INTERLOCK_MES_SIMULATOR_PORT: String(mes),
    },
    gatewayUrl: `http://127.0.0.1:${gateway}`,
    erpUrl: `http://127.0.0.1:${erp}`,
    mesUrl: `http://127.0.0.1:${mes}`,
    dataDir,
  };
}

/** The end of what a start prints. */
const LAST_WORDS = "check this machine and the running system\n";

/** A real `interlock up` in a process group of its own, as a terminal gives it one. */
export class RunningInterlock {
  #output = "";

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  /** Resolves when it says that it is ready. @throws Error with everything it said when it ends before. */
  static async start(place: InterlockPlace): Promise<RunningInterlock> {
    const child = spawn(process.execPath, interlockArguments(["up"]), {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...place.settings },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const running = new RunningInterlock(child);
    while (!running.output.includes(LAST_WORDS)) {
      if (child.exitCode !== null) throw new Error(`interlock up ended with ${child.exitCode}:\n${running.output}`);
      await Promise.race([once(child.stdout ?? child, "data"), once(child, "exit")]);
    }
    return running;
  }

  /** Everything said on stdout and stderr. */
  get output(): string {
    return this.#output;
  }

  /** Ctrl-C: the interrupt goes to the whole group. @returns the exit code */
  async interrupt(): Promise<number | null> {
    return await this.#end(() => process.kill(-(this.child.pid ?? 0), "SIGINT"));
  }

  /** kill -9 of the process alone. */
  async kill(): Promise<void> {
    await this.#end(() => this.child.kill("SIGKILL"));
  }

  async #end(send: () => void): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, "exit");
    send();
    await ended;
    return this.child.exitCode;
  }
}
