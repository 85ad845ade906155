import { Get, Inject, Param } from "@nestjs/common";
import { RequiresPermission } from "../../platform/security/public.js";
import type { JsonObject } from "../content/canonical-json.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { collectProviderStates } from "../provider-states/provider-states.js";
import { ListPacts } from "../publication/list-pacts.js";
import { type PublishedPactRecord, ReadPacts } from "../publication/read-pacts.js";
import { BrokerController } from "./broker-controller.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const STATES = "pacts/provider/:provider/provider-states";
type Names = Readonly<Record<string, string>>;

/** The states that the consumers of a provider ask it to be in. */
@BrokerController()
export class ProviderStatesController {
  constructor(
    @Inject(ListPacts) private readonly lists: ListPacts,
    @Inject(ReadPacts) private readonly pacts: ReadPacts,
    @Inject(ParticipantRegistry) private readonly participants: ParticipantRegistry,
  ) {}

  @Get([STATES, `${STATES}/branch/:branch`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async onBranch(@Param() { provider = "", branch }: Names): Promise<object> {
    await this.participants.get(provider);
    return await this.#answer(await this.lists.onBranch(provider, undefined, branch, true));
  }

  @Get(`${STATES}/environment/:environment`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async inEnvironment(@Param() { provider = "", environment = "" }: Names): Promise<object> {
    await this.participants.get(provider);
    return await this.#answer(await this.lists.inEnvironment(provider, environment));
  }

  async #answer(pacts: readonly PublishedPactRecord[]): Promise<object> {
    const byContent = new Map(pacts.map((pact) => [pact.contentId, pact]));
    const documents = [];
    for (const { provider, consumer, sha } of byContent.values()) {
      const { body } = await this.pacts.content(provider, consumer, sha);
      documents.push({ consumer, document: JSON.parse(body) as JsonObject });
    }
    return { providerStates: collectProviderStates(documents) };
  }
}
