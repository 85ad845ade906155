/** For the tests of the simulators: a gateway that grants tokens and answers as it is told. */
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "./json-server.js";

export interface ReceivedCall {
  readonly path: string;
  readonly body: unknown;
}

export class GatewayStandIn {
  readonly calls: ReceivedCall[] = [];
  /** Answers of the next calls; 202 when it is empty. */
  readonly next: SimulatorAnswer[] = [];
  url = "";
  readonly #server = new JsonServer(async (request) => this.#answer(request));

  async open(): Promise<void> {
    this.url = `http://127.0.0.1:${await this.#server.listen(0)}`;
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  /** Waits until the stand-in has been called so often. */
  async called(count: number): Promise<void> {
    for (let round = 0; round < 400 && this.calls.length < count; round++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    if (this.calls.length < count) throw new Error(`${this.calls.length} calls instead of ${count}`);
  }

  #answer(request: SimulatorRequest): SimulatorAnswer {
    const path = request.segments.join("/");
    if (path === "oauth/token") return { status: 200, body: { access_token: "token", expires_in: 60 } };
    this.calls.push({ path, body: request.body });
    return this.next.shift() ?? { status: 202, body: { state: "RUNNING" } };
  }
}
