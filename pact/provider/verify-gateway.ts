import { Verifier } from "@pact-foundation/pact";
import { systemClock } from "../../src/kernel/clock.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import type { TestGateway } from "../../test/support/gateway/test-gateway.js";
import type { ConsumerPact, MessageNeed } from "../need.js";
import { consumerToken } from "./consumer-token.js";
import { ProviderStates } from "./provider-states.js";
import { publishedMessage } from "./published-message.js";

type VerifierOptions = ConstructorParameters<typeof Verifier>[0];

/** Where the pacts come from, and where the result goes to. */
export type PactSource = Partial<Pick<VerifierOptions, "pactUrls" | "pactBrokerUrl" | "consumerVersionSelectors">> &
  Partial<
    Pick<
      VerifierOptions,
      | "pactBrokerToken"
      | "pactBrokerUsername"
      | "pactBrokerPassword"
      | "publishVerificationResult"
      | "providerVersion"
      | "providerVersionBranch"
    >
  >;

const TIMEOUT_MS = 60_000;
const ids = new UlidFactory(systemClock);

/** Plays one pact of a consumer against the running gateway. @throws Error with every mismatch */
export async function verifyGateway(gateway: TestGateway, pact: ConsumerPact, source: PactSource): Promise<string> {
  const states = new ProviderStates(gateway);
  const token = await consumerToken(gateway, pact);
  const verifier = new Verifier({
    provider: pact.provider,
    providerBaseUrl: gateway.url,
    logLevel: "error",
    timeout: TIMEOUT_MS,
    stateHandlers: states.handlers(),
    messageProviders: Object.fromEntries(
      pact.needs
        .filter((need) => need.kind === "message")
        .map((need) => {
          const wanted = { type: eventTypeOf(need), version: pact.readsEventsIn };
          return [need.description, () => publishedMessage(gateway.client, states.eventKey, wanted)];
        }),
    ),
    requestFilter: (request, _response, next) => {
      request.headers["authorization"] = `Bearer ${token}`;
      if (request.headers["idempotency-key"] !== undefined) request.headers["idempotency-key"] = ids.next();
      next();
    },
    ...source,
  });
  return await verifier.verifyProvider();
}

/** Every need of an event names its type. */
function eventTypeOf({ contents, description }: MessageNeed): string {
  const type =
    typeof contents === "object" && contents !== null ? (Reflect.get(contents, "type") as unknown) : undefined;
  if (typeof type === "string") return type;
  throw new Error(`the need "${description}" does not name the type of its event`);
}
