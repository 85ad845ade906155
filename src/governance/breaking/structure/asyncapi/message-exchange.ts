import type { Cursor } from "../cursor.js";

/** A message operation in one form for AsyncAPI 2 and 3. */
export interface MessageOperation {
  /** Name of the operation (3), or the action and the channel (2). */
  readonly name: string;
  /** What the owner of the contract does: `send` or `receive`. */
  readonly action: string;
  readonly operation: Cursor;
  readonly channelName: string;
  readonly channelAddress: string | undefined;
  readonly messages: ReadonlyMap<string, Cursor>;
  readonly reply: Cursor;
  readonly replyMessages: ReadonlyMap<string, Cursor>;
}

export interface MessageChannel {
  readonly channel: Cursor;
  readonly address: string | undefined;
}

/** What both AsyncAPI versions say, in the words of version 3. */
export interface MessageExchange {
  readonly channels: ReadonlyMap<string, MessageChannel>;
  readonly operations: ReadonlyMap<string, MessageOperation>;
  /** Messages by channel and name, of all channels. */
  readonly channelMessages: ReadonlyMap<string, Cursor>;
  /** Those of channels that no operation of this contract uses: who sends them is not said. */
  readonly idleNames: ReadonlySet<string>;
  readonly serverUrls: readonly string[];
}

export type ReadExchange = (root: Cursor) => MessageExchange;
