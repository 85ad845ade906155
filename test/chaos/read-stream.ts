import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { CloudEvent } from "../../src/platform/messaging/cloud-event.js";
import type { NatsServer } from "../backbone/nats-server.js";
import type { StreamedEvent } from "./evidence.js";

const STREAM = "INTERLOCK";
const BATCH = 500;
const EXPIRES_MS = 2_000;
/** The last page of events may still be on its way. */
const QUIET_ROUNDS = 2;

/** Every event of a plant in the stream in its order, read until nothing more comes. */
export async function readStream(nats: NatsServer): Promise<StreamedEvent[]> {
  const connection = await nats.connect();
  try {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info(STREAM).catch(() => ({ state: { messages: 0 } }));
    if (state.messages === 0) return [];
    const consumer = await jetstream(connection).consumers.get(STREAM);
    const events: StreamedEvent[] = [];
    let read = 0;
    for (let quiet = 0; quiet < QUIET_ROUNDS;) {
      const before = read;
      for await (const message of await consumer.fetch({ max_messages: BATCH, expires: EXPIRES_MS })) {
        read++;
        const { id, partitionkey, plantcode } = message.json<CloudEvent>();
        if (plantcode !== undefined) events.push({ id, key: partitionkey, subject: message.subject });
      }
      quiet = read === before ? quiet + 1 : 0;
    }
    return events;
  } finally {
    await connection.close();
  }
}
