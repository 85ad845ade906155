import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import {
  type ContractSource,
  defaultSandboxLimits,
  lintContracts,
  type LintOptions,
  type LintReport,
  loadLintRuleset,
  SandboxPool,
  type SandboxLimits,
} from "../../../src/governance/public.js";
import { systemClock } from "../../../src/kernel/clock.js";

/** A listener that must never hear anything, and a lint in a sandbox of its own. */
export class LintStage {
  readonly #delay = monitorEventLoopDelay({ resolution: 5 });
  #server: Server | undefined;
  connections = 0;

  async open(): Promise<void> {
    const server = createServer((_request, response) => response.end("{}"));
    server.on("connection", () => (this.connections += 1));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#server = server;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Address of the listener. */
  get url(): string {
    const address = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port}`;
  }

  /** Lints in a sandbox of its own and tells how long the event loop of this process stood still meanwhile. */
  async lint(
    sources: readonly ContractSource[],
    settings: { profile?: string; limits?: Partial<SandboxLimits>; options?: Partial<LintOptions> } = {},
  ): Promise<{ readonly report: LintReport; readonly stillMsMax: number }> {
    const sandbox = new SandboxPool({ limits: { ...defaultSandboxLimits, wallMsMax: 60_000, ...settings.limits } });
    const ruleset = loadLintRuleset(settings.profile ?? "strict");
    this.#delay.reset();
    this.#delay.enable();
    const report = await lintContracts(sources, ruleset, { sandbox, clock: systemClock, ...settings.options });
    // One more turn, so that a standstill at the very end is seen.
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.#delay.disable();
    sandbox.close();
    return { report, stillMsMax: Math.round(this.#delay.max / 1e6) };
  }
}

/** One file as a contract. */
export function oneFile(text: string, entry = "v1.yaml"): ContractSource {
  return { entry, files: new Map([[entry, text]]) };
}

/** Codes of the findings of severity ERROR, each once. */
export function errorCodes(report: LintReport): string[] {
  const codes = report.findings.filter(({ severity }) => severity === "ERROR").map(({ code }) => code);
  return [...new Set(codes)].toSorted();
}
