import type { Command } from "commander";
import type { SubscribeOptions } from "../events/run-subscriptions.js";
import type { TailOptions } from "../events/tail-events.js";

const NAME = "name of the subscription";

/** `interlock events tail|subscribe|subscriptions|unsubscribe|resume|dead-letters|redeliver` */
export function register(program: Command): void {
  const events = program
    .command("events")
    .description("Published events of your plants: follow them, or have them sent to an address.");
  addTail(events);
  addSubscribe(events);
  events
    .command("subscriptions")
    .description("List subscriptions with their states, and why one does not send.")
    .addHelpText("after", "\nExample:\n  interlock events subscriptions --json")
    .option("--json", "print the answer of the gateway")
    .action(async ({ json }: { json?: true }) => (await run()).listSubscriptions(json === true));
  events
    .command("unsubscribe")
    .argument("<name>", NAME)
    .description("End a subscription with its dead letters; prints the position it had reached.")
    .addHelpText("after", "\nExample:\n  interlock events unsubscribe wms")
    .action(async (name: string) => (await run()).unsubscribe(name));
  events
    .command("resume")
    .argument("<name>", NAME)
    .description("Send again what a suspended or disabled subscription has not sent.")
    .addHelpText("after", "\nExample:\n  interlock events resume wms")
    .action(async (name: string) => (await run()).resume(name));
  events
    .command("dead-letters")
    .argument("<name>", NAME)
    .description("List the newest 200 events that the receiver refused for good.")
    .addHelpText("after", "\nExample:\n  interlock events dead-letters wms")
    .option("--json", "print the answer of the gateway, with the events")
    .action(async (name: string, { json }: { json?: true }) => (await run()).listDeadLetters(name, json === true));
  events
    .command("redeliver")
    .argument("<name>", NAME)
    .argument("<dead-letter>", "its id, as dead-letters shows it")
    .description("Send a refused event once more, now.")
    .addHelpText("after", "\nExample:\n  interlock events redeliver wms 01KVA3V8Z1Q7J3M8W0N5T2C4XB")
    .action(async (name: string, id: string) => (await run()).redeliver(name, id));
}

function addTail(events: Command): void {
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
    .action(async (options: TailOptions) => {
      const { tailEvents } = await import("../events/tail-events.js");
      await tailEvents(options);
    });
}

function addSubscribe(events: Command): void {
  events
    .command("subscribe")
    .argument("<name>", "lower case letters, digits and hyphens")
    .description("Have events sent to an address with POST, signed; prints the signing secret, once.")
    .requiredOption("--url <url>", "https address of the receiver")
    .option("--plant <code...>", "only events of these plants; all of yours without it")
    .option("--type <type...>", "only these event types, such as com.interlock.posting.posted.v1; all without it")
    .option("--as <stream/version...>", "give a stream in an older version, such as inventory-movement/v1")
    .option("--after <position>", "begin after this position; 0 sends everything that is kept")
    .option("--json", "print the answer of the gateway, with the secret")
    .addHelpText(
      "after",
      "\nExample:\n  interlock events subscribe wms --url https://wms.example.com/events --plant P100 > wms.secret",
    )
    .action(async (name: string, options: SubscribeOptions) => (await run()).subscribe(name, options));
}

const run = async () => await import("../events/run-subscriptions.js");
