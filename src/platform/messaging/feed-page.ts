import type { EventFeed, FeedQuery, PublishedEvent } from "./event-feed.js";

/** One page of the feed, and the position to read the next one after. */
export interface FeedPage {
  readonly items: readonly PublishedEvent[];
  readonly nextAfter: string;
}

/**
 * Reads a page. An empty one has seen everything up to the newest position, so whoever polls need not look through it
 * again; that position is read before the page, so that no event can fall between the two.
 */
export async function readPage(feed: EventFeed, after: string, query: FeedQuery, limit: number): Promise<FeedPage> {
  const newest = await feed.lastPosition();
  const items = await feed.read(after, query, limit);
  return { items, nextAfter: items.at(-1)?.position ?? laterOf(after, newest) };
}

const laterOf = (one: string, other: string): string => (BigInt(one) > BigInt(other) ? one : other);
