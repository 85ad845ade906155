import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** The newest answer of each connection, to know whose fault it is when the parser stops in the middle of one. */
export class LastAnswers {
  readonly #last = new WeakMap<Duplex, ServerResponse>();

  note(socket: Duplex, answer: ServerResponse): void {
    this.#last.set(socket, answer);
  }

  /**
   * What the parser refuses is the newest message or one after it. @returns the answer that has already begun, or that an
   * earlier message still waits for: whatever was sent besides it would be taken for the answer of another message
   */
  unfinished(socket: Duplex): ServerResponse | undefined {
    const answer = this.#last.get(socket);
    if (answer === undefined) return undefined;
    const isOurs = answer.req.complete ? answer.writableFinished : !answer.headersSent;
    return isOurs ? undefined : answer;
  }
}
