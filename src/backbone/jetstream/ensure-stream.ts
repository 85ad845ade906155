import { JetStreamApiError, type JetStreamManager, RetentionPolicy, StorageType } from "@nats-io/jetstream";

export const STREAM_NAME = "INTERLOCK";
const NANOSECONDS_PER_SECOND = 1_000_000_000;
/** Longer than any process can be suspended and go on publishing what another one has published since. */
const DUPLICATE_WINDOW_SECONDS = 3_600;
const KEEP_DAYS = 7;
const SECONDS_PER_DAY = 86_400;
/** API error code of JetStream: stream not found. */
const STREAM_NOT_FOUND = 10_059;

/**
 * Makes the stream when there is none. One that exists stays as its operator made it, for replicas and limits are theirs
 * to choose; it has to take `interlock.>` and to know duplicates for as long as a process may be suspended.
 */
export async function ensureStream(manager: JetStreamManager): Promise<void> {
  try {
    await manager.streams.info(STREAM_NAME);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== STREAM_NOT_FOUND) throw error;
    await manager.streams.add({
      name: STREAM_NAME,
      subjects: ["interlock.>"],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      duplicate_window: DUPLICATE_WINDOW_SECONDS * NANOSECONDS_PER_SECOND,
      max_age: KEEP_DAYS * SECONDS_PER_DAY * NANOSECONDS_PER_SECOND,
    });
  }
}
