import type { Finding } from "../kernel/finding.js";

/** Something in a contract that makes it unusable; loading goes on to find the others. */
export class ContractFault extends Error {
  override readonly name = "ContractFault";
}

/** Collects what is wrong with contracts and bindings, so that one message can name everything. */
export class ContractFindings {
  readonly #findings: Finding[] = [];

  get all(): readonly Finding[] {
    return this.#findings;
  }

  /** @param place such as `production-order/v1 releaseOrder` */
  add(code: string, place: string, message: string, pointer = ""): void {
    this.#findings.push({ code, severity: "ERROR", message: `${place}: ${message}`, pointer });
  }

  /** Runs one step of loading; a fault becomes a finding and the step has no result. */
  attempt<T>(code: string, place: string, pointer: string, step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      this.add(code, place, error instanceof Error ? error.message : String(error), pointer);
      return undefined;
    }
  }
}
