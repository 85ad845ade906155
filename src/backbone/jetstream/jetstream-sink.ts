import { jetstream, jetstreamManager, type JetStreamClient } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/transport-node";
import type { FeedQuery, PublishedEvent } from "../../platform/messaging/event-feed.js";
import type { EventVersions } from "../../platform/messaging/event-versions.js";
import type { EventHandler } from "../event-follower.js";
import { ensureStream } from "./ensure-stream.js";
import { wordedMessages } from "./worded-messages.js";

/** Shorter than the lease of a follower, so that a page that hangs is not published by two processes. */
const ACKNOWLEDGEMENT_TIMEOUT_MS = 2_000;

const EVERYTHING: FeedQuery = { plants: "*", type: undefined, partitionKey: undefined };

/** Opens the connection; called again after one was lost for good. */
export type Connect = () => Promise<NatsConnection>;

/**
 * Publishes events to NATS JetStream as CloudEvents in structured mode (CloudEvents NATS binding §3.2). The id of an event
 * is its `Nats-Msg-Id`, with the version for older wordings: what is published twice within the stream's duplicate window is stored once. Events of one key go
 * one after the other, so that a failure in between cannot turn their order round.
 */
export class JetStreamSink implements EventHandler {
  readonly name = "jetstream";
  readonly pageRows = 200;
  #connection: NatsConnection | undefined;
  #client: JetStreamClient | undefined;

  constructor(
    private readonly connect: Connect,
    private readonly versions: EventVersions,
  ) {}

  async admit(): Promise<FeedQuery> {
    return await Promise.resolve(EVERYTHING);
  }

  async take(events: readonly PublishedEvent[]): Promise<void> {
    const client = await this.#open();
    const byKey = Map.groupBy(events, ({ event }) => event.partitionkey);
    const results = await Promise.allSettled([...byKey.values()].map((ofKey) => this.#publishInOrder(client, ofKey)));
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }

  async #open(): Promise<JetStreamClient> {
    if (this.#connection !== undefined && !this.#connection.isClosed() && this.#client !== undefined)
      return this.#client;
    this.#connection = await this.connect();
    await ensureStream(await jetstreamManager(this.#connection));
    this.#client = jetstream(this.#connection, { timeout: ACKNOWLEDGEMENT_TIMEOUT_MS });
    return this.#client;
  }

  async #publishInOrder(client: JetStreamClient, events: readonly PublishedEvent[]): Promise<void> {
    for (const message of events.flatMap(({ event }) => wordedMessages(event, this.versions))) {
      const fields = headers();
      fields.set("content-type", "application/cloudevents+json");
      fields.set("partition-key", message.event.partitionkey);
      const options = { msgID: message.messageId, headers: fields };
      await client.publish(message.subject, JSON.stringify(message.event), options);
    }
  }
}
