import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { MatchersV3, Pact } from "@pact-foundation/pact";
import type { ConsumerPact, HttpNeed, MessageNeed } from "./need.js";

/** Writing merges the whole file after each interaction, so its cost grows with the square of their number. */
const INTERACTIONS_MAX = 50;
const TIMEOUT_MS = 10_000;

/**
 * Plays every need of a pact against the mock of pact-js, which writes the pact.
 * @returns the path of the file
 * @throws Error when the consumer got something other than it needs
 */
export async function writePact({ consumer, provider, needs }: ConsumerPact, folder: string): Promise<string> {
  const name = `${consumer}-${provider}`;
  if (needs.length > INTERACTIONS_MAX) throw new Error(`${name} has more than ${INTERACTIONS_MAX} interactions`);
  const file = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const pact = new Pact({ consumer, provider, dir: folder, logLevel: "error" });
  for (const need of needs) await (need.kind === "http" ? playRequest(pact, need) : playMessage(pact, need));
  return file;
}

async function playRequest(pact: Pact, need: HttpNeed): Promise<void> {
  const { state, description, method, path, values = {}, query, headers = {}, body, answer } = need;
  const isTemplated = Object.keys(values).length > 0;
  const example = exampleOf(path, values);
  await pact
    .addInteraction()
    .given(state)
    .uponReceiving(description)
    .withRequest(method, isTemplated ? MatchersV3.fromProviderState(path, example) : path, (request) => {
      request.headers({
        Accept: "application/json",
        Authorization: MatchersV3.like("Bearer token"),
        ...matchedHeaders(headers),
      });
      if (query !== undefined) request.query({ ...query });
      if (body === undefined) return;
      request.headers({ "Idempotency-Key": MatchersV3.like("key-1") });
      request.jsonBody(body);
    })
    .willRespondWith(answer.status, (response) => {
      if (answer.headers !== undefined) response.headers(matchedHeaders(answer.headers));
      if (answer.body !== undefined) response.jsonBody(answer.body);
    })
    .executeTest(async ({ url }) => {
      const wanted = answer.body === undefined ? undefined : MatchersV3.reify(answer.body);
      await send(url, example, need, wanted);
    });
}

/** pact-js types the values of headers more narrowly than those of bodies; it takes the same matchers. */
const matchedHeaders = (headers: NonNullable<HttpNeed["headers"]>) => ({ ...headers }) as Record<string, string>;

const examplesOf = (headers: NonNullable<HttpNeed["headers"]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(MatchersV3.reify(value))]));

function exampleOf(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

async function send(url: string, path: string, need: HttpNeed, wanted: unknown): Promise<void> {
  const { method, query = {}, headers = {}, body, answer, description } = need;
  const target = new URL(url + path);
  for (const [name, value] of Object.entries(query)) target.searchParams.append(name, value);
  const response = await fetch(target, {
    method,
    headers: {
      accept: "application/json",
      authorization: "Bearer token",
      ...examplesOf(headers),
      ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": "key-1" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(MatchersV3.reify(body)) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const received = wanted === undefined ? undefined : await response.json();
  if (response.status === answer.status && isDeepStrictEqual(received, wanted)) return;
  throw new Error(`${description}: the mock answered ${response.status} ${JSON.stringify(received)}`);
}

async function playMessage(pact: Pact, need: MessageNeed): Promise<void> {
  await pact
    .addAsynchronousInteraction()
    .given(need.state)
    .reference("AsyncAPI", "operationId", need.operationId)
    .expectsToReceive(need.description, (message) => {
      message.withJSONContent(need.contents).withMetadata({ contentType: "application/json" });
    })
    .executeTest((message) => {
      if (message.contents.content === undefined) throw new Error(`${need.description}: the message is empty`);
      return Promise.resolve();
    });
}
