import type { Command } from "commander";
import type { FollowedEvent } from "../follow-events.js";

interface TailOptions {
  readonly from: string;
  readonly type?: string;
  readonly key?: string;
  readonly as?: string;
  readonly count?: string;
  readonly json?: boolean;
}

/** `interlock events tail` */
export function register(program: Command): void {
  const events = program.command("events").description("Published events of your plants.");
  events
    .command("tail")
    .description("Follow the CloudEvents as they are published.")
    .option("--from <position>", "start after this position; 0 shows everything, latest only what comes", "latest")
    .option("--type <type>", "only this event type, such as com.interlock.posting.posted.v1")
    .option("--key <plant/order>", "only the events of one order, such as P100/1000042")
    .option("--as <stream/version>", "give this stream in an older version, such as inventory-movement/v1")
    .option("--count <n>", "end after so many events")
    .option("--json", "one JSON object a line: position and CloudEvent")
    .addHelpText("after", "\nExample:\n  interlock events tail --key P100/1000042 --from 0")
    .action(tail);
}

async function tail(options: TailOptions): Promise<void> {
  const { readConfiguration, gatewayUrl } = await import("../../config/configuration.js");
  const { AccessTokenSource } = await import("../access-token.js");
  const { findClient } = await import("../credentials-file.js");
  const { followEvents } = await import("../follow-events.js");
  const { systemClock } = await import("../../kernel/clock.js");
  const { CommandError, EXIT_CODE } = await import("../exit-code.js");
  const { printLine } = await import("../output.js");
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
