import { readConfiguration } from "../../config/configuration.js";
import { openApiClient } from "../api-client.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice, printJson, printLine, printTable } from "../output.js";

const SUBSCRIPTIONS = "/platform/v1/event-subscriptions";

/** A subscription as the management API shows it. */
interface ShownSubscription {
  readonly name: string;
  readonly owner: string;
  readonly url: string;
  readonly plants: readonly string[] | null;
  readonly types: readonly string[];
  readonly versions: readonly string[];
  readonly state: string;
  readonly stateReason: string | null;
  readonly delivered: string;
  readonly lastDeliveredAt: string | null;
  readonly position: string;
  readonly failingSince: string | null;
  readonly lastError: string | null;
  readonly deadLetters: number;
}

interface ShownDeadLetter {
  readonly id: string;
  readonly position: string;
  readonly event: { readonly type: string; readonly subject: string };
  readonly status: number;
  readonly createdAt: string;
  readonly redeliveredAt: string | null;
}

export interface SubscribeOptions {
  readonly url: string;
  readonly plant?: readonly string[];
  readonly type?: readonly string[];
  readonly as?: readonly string[];
  readonly after?: string;
  readonly json?: true;
}

/** Only the secret goes to stdout, so that it can be redirected into the file that holds it. */
export async function subscribe(name: string, options: SubscribeOptions): Promise<void> {
  const { url, plant: plants, type: types, as: versions, after, json } = options;
  if (after !== undefined && !/^[0-9]{1,18}$/.test(after))
    throw new CommandError("--after must be a position, a whole number.", EXIT_CODE.usage);
  const document = { name, url, plants, types, versions, after };
  const { body } = await api().post<{ subscription: ShownSubscription; signingSecret: string }>(
    SUBSCRIPTIONS,
    document,
  );
  if (json === true) return printJson(body);
  notice(`Events are sent to ${url} from now on. Keep the signing secret; it cannot be shown again.`);
  printLine(body.signingSecret);
}

export async function listSubscriptions(isJson: boolean): Promise<void> {
  const { body } = await api().get<{ items: readonly ShownSubscription[] }>(SUBSCRIPTIONS);
  if (isJson) return printJson(body.items);
  if (body.items.length === 0) return notice("No event subscriptions. Make one with interlock events subscribe.");
  printTable([
    ["NAME", "STATE", "OWNER", "PLANTS", "TYPES", "DELIVERED", "DEAD", "URL"],
    ...body.items.map((each) => [
      each.name,
      each.state === "ACTIVE" && each.failingSince !== null ? "FAILING" : each.state,
      each.owner,
      each.plants?.join(",") ?? "*",
      each.types.length === 0 ? "*" : String(each.types.length),
      each.delivered,
      String(each.deadLetters),
      each.url,
    ]),
  ]);
  for (const { name, stateReason, failingSince, lastError } of body.items) {
    if (stateReason !== null) notice(`${name}: ${stateReason}`);
    else if (failingSince !== null) notice(`${name}: fails since ${failingSince}: ${lastError ?? ""}`);
  }
}

export async function unsubscribe(name: string): Promise<void> {
  const { body } = await api().get<ShownSubscription>(pathOf(name));
  await api().delete(pathOf(name));
  printLine(`${name} has ended at position ${body.position}.`);
}

export async function resume(name: string): Promise<void> {
  await api().post(`${pathOf(name)}:resume`, undefined);
  printLine(`${name} is active; what was published meanwhile is sent now.`);
}

export async function listDeadLetters(name: string, isJson: boolean): Promise<void> {
  const { body } = await api().get<{ items: readonly ShownDeadLetter[] }>(`${pathOf(name)}/dead-letters`);
  if (isJson) return printJson(body.items);
  if (body.items.length === 0) return notice(`${name} has refused no event.`);
  printTable(
    body.items.map(({ id, position, event, status, createdAt, redeliveredAt }) => [
      id,
      position,
      createdAt,
      String(status),
      event.subject,
      event.type.replace(/^com\.interlock\./, ""),
      redeliveredAt === null ? "" : `redelivered ${redeliveredAt}`,
    ]),
  );
}

export async function redeliver(name: string, id: string): Promise<void> {
  await api().post(`${pathOf(name)}/dead-letters/${encodeURIComponent(id)}:redeliver`, undefined);
  printLine(`${name} has taken the event of dead letter ${id}.`);
}

const api = () => openApiClient(readConfiguration());
const pathOf = (name: string): string => `${SUBSCRIPTIONS}/${encodeURIComponent(name)}`;
