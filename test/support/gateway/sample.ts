import type { ClientName } from "./clients.js";
import type { Answer, Call } from "./gateway-client.js";
import { sharedGateway } from "./shared-gateway.js";
import type { TestGateway } from "./test-gateway.js";

/** A request that the gateway takes; the specs change one thing of it. */
export interface Sample<Body = unknown> {
  /** Method and address. */
  readonly target: string;
  readonly as: ClientName;
  /** Holds the same permission in another plant only; absent where the answer is filtered by plant instead. */
  readonly foreigner?: ClientName;
  /** Sent as JSON. */
  readonly body?: Body;
  /** Sent in the place of `body` by an operation that takes a list. */
  readonly list?: readonly Body[];
  /** Headers that the operation cannot do without, besides those of every request. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A sample at the gateway that it was made for. */
export interface StagedSample<Body = unknown> extends Sample<Body> {
  readonly gateway: TestGateway;
}

/** By operationId: makes the resources that the operation needs, then the request. */
export type SampleMakers<Id extends string, Body = unknown> = Readonly<
  Record<Id, (gateway: TestGateway) => Promise<Sample<Body>>>
>;

/** Makes the sample of an operation at the gateway of this process. */
export async function stageSample<Id extends string, Body>(
  makers: SampleMakers<Id, Body>,
  operationId: Id,
): Promise<StagedSample<Body>> {
  const gateway = await sharedGateway();
  return { ...(await makers[operationId](gateway)), gateway };
}

/** Sends a sample with changes; headers are added to its own. */
export async function sendSample(sample: StagedSample, changes: Call = {}): Promise<Answer> {
  const { gateway, target, as, body, list } = sample;
  return await gateway.client.send(target, {
    as,
    body: list ?? body,
    ...changes,
    headers: { ...sample.headers, ...changes.headers },
  });
}
