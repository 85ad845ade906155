import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type AdvanceRelease, SUPERSEDED } from "./advance-release.js";
import { checkActivity, readActivity } from "./release-activity-check.js";
import type { ReleaseCheck } from "./release-check.js";
import type { ReleaseOrder, ReleaseReference } from "./release-order.js";
import { orderProblems } from "../problems.js";
import { failRelease } from "./fail-release.js";
import { writeReleaseRows } from "./release-rows.js";
import type { ReleaseVerdict } from "./validate-release.js";

/** Findings that a stored problem carries (contracts/schemas/problem.yaml); the order keeps them all. */
const PROBLEM_FINDINGS_MAX = 200;

/** Validates an accepted order and records the verdict (domain §5(a) 6-12). */
export class ReleaseValidation {
  constructor(
    private readonly advance: AdvanceRelease,
    private readonly check: ReleaseCheck,
  ) {}

  /** Idempotent: an order that has its verdict answers with it. */
  async validate(reference: ReleaseReference): Promise<"VALIDATED" | "REJECTED" | typeof SUPERSEDED> {
    const begun = await this.advance.run(reference, (tx, order) => this.#begin(tx, order));
    if (begun === SUPERSEDED) return SUPERSEDED;
    return await this.advance.run(reference, (tx, order) => this.#decide(tx, order));
  }

  async #begin(tx: Tx, order: ReleaseOrder): Promise<void> {
    if (order.syncState === "RECEIVED") {
      await this.advance.move(tx, order, { action: "order:begin-validation", syncState: "VALIDATING" });
    }
  }

  async #decide(tx: Tx, order: ReleaseOrder): Promise<"VALIDATED" | "REJECTED"> {
    if (order.syncState !== "VALIDATING") return order.syncState === "REJECTED" ? "REJECTED" : "VALIDATED";
    const report = await this.#report(tx, order);
    if (report.verdict === "REJECTED") await this.#reject(tx, order, report);
    else await this.#accept(tx, order, report);
    return report.verdict;
  }

  async #report(tx: Tx, order: ReleaseOrder): Promise<ReleaseVerdict> {
    const report = await this.check(tx, order.document);
    const findings = checkActivity(order, await readActivity(tx, order));
    if (findings.length === 0) return report;
    return {
      verdict: "REJECTED",
      checks: [...report.checks, { check: "activity", result: "ERROR" }],
      findings: [...report.findings, ...findings],
    };
  }

  async #accept(tx: Tx, order: ReleaseOrder, { checks, findings }: ReleaseVerdict): Promise<void> {
    await writeReleaseRows(tx, order);
    const data = { revision: order.revision, checks, findings };
    const event = { name: "production-order.validated", data };
    await this.advance.move(tx, order, { action: "order:validate", syncState: "VALIDATED", checks, findings, event });
  }

  async #reject(tx: Tx, order: ReleaseOrder, { checks, findings }: ReleaseVerdict): Promise<void> {
    const data = { revision: order.revision, checks, findings };
    const event = { name: "production-order.validation-rejected", data };
    await this.advance.move(tx, order, { action: "order:reject", syncState: "REJECTED", checks, findings, event });
    const errors = findings.filter((finding) => finding.severity === "ERROR");
    await failRelease(tx, order, orderProblems.ORDER_REJECTED, {
      detail: `${errors.length} finding${errors.length === 1 ? "" : "s"} refuse${errors.length === 1 ? "s" : ""} the order; send a new revision when they are mended.`,
      errors: [...errors, ...findings.filter((finding) => finding.severity !== "ERROR")].slice(0, PROBLEM_FINDINGS_MAX),
    });
  }
}
