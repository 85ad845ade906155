import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { DeploymentGate } from "./deployment-gate.js";
import { type DeploymentVerdict, judge } from "./deployment-verdict.js";
import type { MatrixQuestion } from "./matrix-question.js";
import { type MatrixPage, rowsOf } from "./matrix-page.js";
import { matrixStatement } from "./matrix-statement.js";
import { resolveSelectors } from "./resolve-selectors.js";

/** Answers whether versions fit together, over every row there is. */
export class AskMatrix {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly gates: readonly DeploymentGate[],
  ) {}

  /** @throws InterlockError PACT_REQUEST_INVALID for an environment that is not there */
  async ask(question: MatrixQuestion): Promise<DeploymentVerdict> {
    const resolved = await resolveSelectors(this.unitOfWork, question);
    const { target, selectors, isLatestProviderOnly, shownMax, shownResults } = question;
    const isInferring = target !== undefined || selectors.length === 1;
    const values = [
      resolved.participantIds,
      resolved.versionParticipantIds,
      resolved.versionIds,
      resolved.unrestrictedIds,
      resolved.ignoredParticipantIds,
      resolved.ignoredVersionIds,
      resolved.environmentId ?? null,
      target?.kind === "tag" ? target.name : null,
      isLatestProviderOnly,
      shownMax,
      shownResults?.map(String) ?? null,
      resolved.plants ?? null,
    ];
    const statement = matrixStatement(target, isInferring);
    const [answer] = await this.unitOfWork.read<MatrixPage>(statement, values);
    if (answer === undefined) throw new Error("a statement of counts returned no row");
    const scope = { ...resolved, isComparing: answer.isComparing };
    const refusals = await Promise.all(this.gates.map((gate) => gate.judge(question, scope)));
    return judge(resolved.missing, answer.counts, rowsOf(answer), refusals.flat());
  }
}
