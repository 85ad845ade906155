import type { GovernedClient, GovernedReply, GovernedRequest } from "../../../src/imports/public.js";

/** One request as the fake received it. */
export interface SentRequest extends GovernedRequest {
  readonly method: string;
  readonly path: string;
}

type Answer = (request: SentRequest) => GovernedReply | Promise<GovernedReply>;

/** Stands in for a gateway in another process: answers as it is told and remembers what it was sent. */
export class FakeGovernedClient implements GovernedClient {
  readonly sent: SentRequest[] = [];

  constructor(public answer: Answer = acceptEverything) {}

  async request(method: string, path: string, request: GovernedRequest = {}): Promise<GovernedReply> {
    const sent = { method, path, ...request };
    this.sent.push(sent);
    return await this.answer(sent);
  }

  /** Effects as a gateway sees them: requests with the same key are one. */
  get effects(): number {
    return new Set(this.sent.flatMap(({ idempotencyKey }) => idempotencyKey ?? [])).size;
  }
}

/** Posted work is accepted and runs, records are created, nothing can be read. */
export function acceptEverything({ method, path }: SentRequest): GovernedReply {
  if (method === "GET") return { status: 404, body: { code: "NOT_FOUND" } };
  if (method === "PUT") return { status: 200, body: { result: "CREATED" } };
  return { status: 202, body: { state: "RUNNING", resource: `${path}/01KAR7Q2M0X3V9C4T8E6H5J2WD` } };
}
