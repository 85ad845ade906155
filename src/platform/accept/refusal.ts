/**
 * A request that the state of the plant does not allow. The code is one of the error catalogue, perhaps of a capability
 * above this one; the API turns it into a problem. Its transaction is rolled back.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: string,
    /** What is the case and what to do about it. */
    readonly detail: string,
  ) {
    super(detail);
  }
}
