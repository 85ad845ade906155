import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { ContractActor, ContractVersion, MoveContract } from "../registry/public.js";

/** Ends the life of a version that is not in force; the same content cannot come back, a mended one is another version. */
export class RejectContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moves: MoveContract,
  ) {}

  /** @throws InterlockError CONTRACT_STATE_CONFLICT */
  async reject(digest: string, reason: string, actor: ContractActor): Promise<ContractVersion> {
    return await this.unitOfWork.run(async (tx) => {
      const version = await this.moves.lock(tx, digest);
      return await this.moves.move(tx, version, "rejected", { actor, action: "contract:reject", reason });
    });
  }
}
