/** Thrown by a version change for a value that the other version has no words for. */
export class NotRepresentable extends Error {
  override readonly name = "NotRepresentable";

  /** @param reason one sentence that names what cannot be said, such as "The movement has 3 lines; v1 has one." */
  constructor(readonly reason: string) {
    super(reason);
  }
}
