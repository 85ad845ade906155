import type { RegisterContract } from "../../registry/public.js";
import type { ApproveContract } from "../approve-contract.js";
import type { DeprecateContract } from "../deprecate-contract.js";
import type { PromoteContract } from "../promote-contract.js";
import type { RejectContract } from "../reject-contract.js";
import type { RetireContract } from "../retire-contract.js";
import type { RollBackPromotion } from "../roll-back-promotion.js";
import type { SubmitContract } from "../submit-contract.js";
import type { SuspendContract } from "../suspend-contract.js";

/** The use cases that change the life of a contract version. */
export interface ContractCommands {
  readonly register: RegisterContract;
  readonly submit: SubmitContract;
  readonly approve: ApproveContract;
  readonly reject: RejectContract;
  readonly promote: PromoteContract;
  readonly deprecate: DeprecateContract;
  readonly retire: RetireContract;
  readonly suspend: SuspendContract;
  readonly rollBack: RollBackPromotion;
}

/** Injection token of the ContractCommands. */
export const CONTRACT_COMMANDS = "ContractCommands";
