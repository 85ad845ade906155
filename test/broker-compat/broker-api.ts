import assert from "node:assert/strict";
import type { BrokerStage } from "./broker-stage.js";

/** An answer of the registry. */
export interface BrokerAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json<T>(): T;
}

/** Sends what no client command sends, with the pipeline's credentials. */
export async function callBroker(
  stage: BrokerStage,
  target: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<BrokerAnswer> {
  const [method = "GET", path = ""] = target.split(" ");
  const credentials = Buffer.from(`${stage.username}:${stage.password}`).toString("base64");
  const answer = await fetch(`${stage.url}${path}`, {
    method,
    headers: {
      authorization: `Basic ${credentials}`,
      accept: "application/hal+json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: <T>() => JSON.parse(text) as T };
}

/** What a consumer version publishes for one provider. */
export interface Publication {
  readonly consumer: string;
  readonly number: string;
  readonly provider: string;
  readonly text: string;
  readonly branch?: string;
  readonly tags?: readonly string[];
}

export async function publish(stage: BrokerStage, publication: Publication): Promise<void> {
  const { consumer, number, provider, text, branch = "main", tags = [] } = publication;
  const content = Buffer.from(text).toString("base64");
  const contract = {
    consumerName: consumer,
    providerName: provider,
    specification: "pact",
    contentType: "application/json",
    content,
  };
  const answer = await callBroker(stage, "POST /contracts/publish", {
    pacticipantName: consumer,
    pacticipantVersionNumber: number,
    branch,
    tags,
    contracts: [contract],
  });
  assert.equal(answer.status, 200, answer.text);
}

/** Reports a verification of the pact that a consumer version published. */
export async function report(
  stage: BrokerStage,
  [provider, consumer, number]: readonly [string, string, string],
  providerNumber: string,
  success: boolean,
): Promise<void> {
  const pact = await callBroker(stage, `GET /pacts/provider/${provider}/consumer/${consumer}/version/${number}`);
  const { _links: links } = pact.json<{ _links: Record<string, { href: string }> }>();
  const { href = "" } = links["pb:publish-verification-results"] ?? {};
  const target = `POST ${href.slice(stage.url.length)}`;
  const answer = await callBroker(stage, target, { success, providerApplicationVersion: providerNumber });
  assert.equal(answer.status, 201, answer.text);
}
