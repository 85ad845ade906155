import { gatewayUrl, readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { AccessTokenSource } from "../access-token.js";
import { findClient } from "../credentials-file.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { type FollowedEvent, followEvents } from "../follow-events.js";
import { printLine } from "../output.js";

export interface TailOptions {
  readonly from: string;
  readonly type?: string;
  readonly key?: string;
  readonly as?: string;
  readonly count?: string;
  readonly json?: boolean;
}

/** Prints events as they are published, until so many have come or the user ends it. */
export async function tailEvents(options: TailOptions): Promise<void> {
  const fault = faultOf(options);
  if (fault !== undefined) throw new CommandError(fault, EXIT_CODE.usage);
  const configuration = readConfiguration();
  const url = gatewayUrl(configuration);
  const tokens = new AccessTokenSource(
    url,
    findClient(configuration.credentialsFile, configuration.client),
    systemClock,
  );
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  let left = options.count === undefined ? Infinity : Number(options.count);
  const query = { after: options.from, type: options.type, key: options.key, version: options.as };
  for await (const followed of followEvents(url, tokens, query, stop.signal)) {
    printLine(options.json === true ? JSON.stringify(followed) : describe(followed));
    left--;
    if (left <= 0) return;
  }
}

/** What is wrong with the options: said before anything is asked of the gateway. */
function faultOf({ from, key, as, count }: TailOptions): string | undefined {
  if (!/^(latest|[0-9]{1,18})$/.test(from)) return "--from must be a position (a whole number) or latest.";
  if (key !== undefined && !/^[^/]+\/.+$/.test(key)) return "--key must be plant/order, such as P100/1000042.";
  if (as !== undefined && !/^[a-z][a-z0-9-]*\/v[1-9][0-9]*(,[a-z][a-z0-9-]*\/v[1-9][0-9]*)*$/.test(as))
    return "--as must be stream/version, such as inventory-movement/v1; several with commas.";
  if (count !== undefined && !/^[1-9][0-9]{0,8}$/.test(count)) return "--count must be a whole number of at least 1.";
  return undefined;
}

function describe({ position, event }: FollowedEvent): string {
  const name = event.type.replace(/^com\.interlock\./, "");
  return `${position.padStart(6)}  ${event.time}  ${event.subject.padEnd(20)}  ${name}`;
}
