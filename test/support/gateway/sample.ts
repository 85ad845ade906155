import type { ClientName } from "./clients.js";
import type { Answer, Call } from "./gateway-client.js";
import { sharedGateway } from "./shared-gateway.js";
import type { TestGateway } from "./test-gateway.js";

/** A request that the gateway takes; the specs change one thing of it. */
export interface Sample {
  /** Method and address. */
  readonly target: string;
  readonly as: ClientName;
  /** Holds the same permission in another plant only; absent where the answer is filtered by plant instead. */
  readonly foreigner?: ClientName;
  /** Sent as JSON; a list as it is. */
  readonly body?: unknown;
  /** Headers that the operation cannot do without, besides those of every request. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A sample at the gateway that it was made for. */
export interface StagedSample extends Sample {
  readonly gateway: TestGateway;
}

/** By operationId: makes the resources that the operation needs, then the request. */
export type SampleMakers<Id extends string> = Readonly<Record<Id, (gateway: TestGateway) => Promise<Sample>>>;

/** Makes the sample of an operation at the gateway of this process. */
export async function stageSample<Id extends string>(makers: SampleMakers<Id>, operationId: Id): Promise<StagedSample> {
  const gateway = await sharedGateway();
  return { ...(await makers[operationId](gateway)), gateway };
}

/** Sends a sample with changes; headers are added to its own. */
export async function sendSample(sample: StagedSample, changes: Call = {}): Promise<Answer> {
  const { gateway, target, as, body } = sample;
  return await gateway.client.send(target, {
    as,
    body,
    ...changes,
    headers: { ...sample.headers, ...changes.headers },
  });
}
