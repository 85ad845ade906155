import { callBroker, publish, report } from "../broker-api.js";
import type { BrokerStage } from "../broker-stage.js";
import { publishedPact } from "./published-pact.js";

type StateValues = Record<string, string>;

interface Resource {
  readonly uuid?: string;
  readonly _links: Readonly<Record<string, { readonly href: string }>>;
}

interface Environments {
  readonly _embedded: { readonly environments: readonly { readonly uuid: string; readonly name: string }[] };
}

interface Selection {
  readonly _embedded: { readonly pacts: readonly [{ readonly _links: { readonly self: { readonly href: string } } }] };
}

/** Brings a running registry into the states that the clients' expectations name; each can be asked for repeatedly. */
export class RegistryStates {
  #environments = 0;

  constructor(private readonly stage: BrokerStage) {}

  /** By the name that the expectations use. */
  handlers(): Record<string, () => Promise<StateValues>> {
    return {
      "an environment": async () => ({ environmentId: await this.#environment("production") }),
      "no environment test": () => this.#withoutEnvironment("test"),
      "an environment that nobody uses": async () => ({
        environmentId: await this.#environment(`unused-${this.#environments++}`),
      }),
      "c1 version 1 has a verified pact with p1": () => this.#published(),
      "p1 version 9 is deployed": () => this.#present("deployed-versions", "deployedId"),
      "p1 version 9 is released": () => this.#present("released-versions", "releasedId"),
      "no pacticipant new": async () => {
        await this.#call("DELETE /pacticipants/new");
        return {};
      },
      "a webhook": () => this.#webhook(),
    };
  }

  async #published(): Promise<StateValues> {
    const environmentId = await this.#environment("production");
    const { text } = publishedPact;
    await publish(this.stage, { consumer: "c1", number: "1", provider: "p1", text, tags: ["dev"] });
    await report(this.stage, ["p1", "c1", "1"], "9", true);
    await this.#call("PUT /pacticipants/p1/branches/main/versions/9", {});
    const { _embedded: embedded } = await this.#call<Selection>("POST /pacts/provider/p1/for-verification", {});
    const [{ _links: links }] = embedded.pacts;
    const href = links.self.href;
    const [, sha = "", metadata = ""] = /pact-version\/([^/]+)\/metadata\/([^/]+)/.exec(href) ?? [];
    return { environmentId, sha, metadata };
  }

  async #present(collection: string, name: string): Promise<StateValues> {
    const values = await this.#published();
    const path = `/pacticipants/p1/versions/9/${collection}/environment/${values["environmentId"] ?? ""}`;
    const { uuid = "" } = await this.#call<Resource>(`POST ${path}`, {});
    return { ...values, [name]: uuid };
  }

  async #environment(name: string): Promise<string> {
    const { _embedded: embedded } = await this.#call<Environments>("GET /environments");
    const known = embedded.environments.find((environment) => environment.name === name);
    if (known !== undefined) return known.uuid;
    const { uuid = "" } = await this.#call<Resource>("POST /environments", { name, production: true });
    return uuid;
  }

  async #withoutEnvironment(name: string): Promise<StateValues> {
    await this.#call(`DELETE /environments/${await this.#environment(name)}`);
    return {};
  }

  async #webhook(): Promise<StateValues> {
    const request = { method: "POST", url: "https://ci.example/hook" };
    const hook = { description: "hook", events: [{ name: "contract_published" }], request };
    const { _links: links } = await this.#call<Resource>("POST /webhooks", hook);
    return { webhookId: links["self"]?.href.split("/").at(-1) ?? "" };
  }

  async #call<T>(target: string, body?: unknown): Promise<T> {
    const { text } = await callBroker(this.stage, target, body);
    return (text === "" ? {} : JSON.parse(text)) as T;
  }
}
