import type { MatrixQuestion } from "./matrix-question.js";
import type { ResolvedSelectors } from "./resolve-selectors.js";

/** What a question turned out to be about. */
export interface JudgedScope extends ResolvedSelectors {
  /** A provider of it is judged by a comparison. */
  readonly isComparing: boolean;
}

/** A reason why a version may not be deployed, whatever the pacts say. */
export interface GateRefusal {
  /** One sentence that names the check, the version and the remedy; Pact clients print it. */
  readonly text: string;
}

/**
 * A judge besides the pacts, such as lint or the comparison of documents. Its refusals turn the answer of an unmodified
 * `can-i-deploy` to no. It may be asked for every question, so it must be cheap or remember.
 */
export interface DeploymentGate {
  /** @param scope the versions that the question means, whatever it asks for them by */
  judge(question: MatrixQuestion, scope: JudgedScope): Promise<readonly GateRefusal[]>;
}

/** Token of the list of gates. */
export const DEPLOYMENT_GATES = "DeploymentGates";
