import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { ContractVersion, ReadContracts } from "../registry/public.js";
import type { CanPromote, GateReport } from "./can-promote.js";
import type { PromotionStore } from "./promotion.store.js";

/** Answers whether a version could be promoted now, without changing anything. */
export class ReadContractStatus {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: ReadContracts,
    private readonly promotions: PromotionStore,
    private readonly gate: CanPromote,
  ) {}

  /** @param digest the digest or its beginning @throws InterlockError CONTRACT_VERSION_NOT_FOUND */
  async read(digest: string): Promise<{ readonly version: ContractVersion; readonly report: GateReport }> {
    const version = await this.contracts.get(digest);
    const latest = await this.promotions.latest();
    const served = latest?.served ?? [];
    return { version, report: await this.unitOfWork.run((tx) => this.gate.check(tx, version, served)) };
  }
}
