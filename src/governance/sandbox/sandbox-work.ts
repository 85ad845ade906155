import { loadContractBundle } from "../intake/load-contract-bundle.js";
import type { SourceFiles } from "../lint/lint-job.js";
import { loadRuleFunctions } from "../lint/load-rule-functions.js";
import { runLintJob } from "../lint/run-lint-job.js";
import { piecesOf, type SandboxReply, type SandboxRequest, type SandboxTask } from "./sandbox-messages.js";

/** The inside of a sandbox process: collects the texts, does the work, answers in pieces. */
export class SandboxWork {
  readonly #texts = new Map<string, Map<string, string>>();

  constructor(private readonly reply: (message: SandboxReply) => void) {}

  /** Loads the code of the rules now, so that no file is opened once foreign text is here. */
  async prepare(): Promise<void> {
    await loadRuleFunctions();
    this.reply({ kind: "ready" });
  }

  take(message: SandboxRequest): void {
    if (message.kind === "work") void this.#work(message.task);
    else this.#collect(message.entry, message.file, message.piece);
  }

  #collect(entry: string, file: string, piece: string): void {
    const files = this.#texts.get(entry) ?? new Map<string, string>();
    this.#texts.set(entry, files);
    files.set(file, (files.get(file) ?? "") + piece);
  }

  async #work(task: SandboxTask): Promise<void> {
    try {
      const result = task.kind === "lint" ? await this.#lint(task.job) : this.#load(task.limits);
      for (const piece of piecesOf(JSON.stringify(result))) this.reply({ kind: "answer", piece });
      this.reply({ kind: "done" });
    } catch (error) {
      this.reply({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  }

  #lint(job: Extract<SandboxTask, { kind: "lint" }>["job"]): Promise<unknown> {
    const sources: SourceFiles[] = [...this.#texts].map(([entry, files]) => ({ entry, files: [...files] }));
    return runLintJob({ ...job, sources }, (contract) => this.reply({ kind: "at", contract }));
  }

  #load(limits: Extract<SandboxTask, { kind: "load" }>["limits"]): unknown {
    return [...this.#texts].map(([entry, files]) => {
      this.reply({ kind: "at", contract: entry });
      const { bundle, findings } = loadContractBundle({ entry, files }, limits);
      const { format, digest } = bundle ?? {};
      return { entry, format, digest, findings, documentJson: bundle && JSON.stringify(bundle.document) };
    });
  }
}
