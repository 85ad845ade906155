import type { Configuration } from "../../config/configuration.js";
import { gatewayUrl } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { AccessTokenSource } from "../access-token.js";
import { openApiClient, type ApiClient } from "../api-client.js";
import { findClient } from "../credentials-file.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { followEvents } from "../follow-events.js";
import { notice, printLine } from "../output.js";
import { demoOrder } from "./demo-order.js";
import { describeEvent } from "./describe-event.js";
import { ObservedSteps } from "./observed-steps.js";
import { executeInMes, releaseFromErp } from "./simulators.js";

const PLANT = "P100";
const TIMEOUT_MS = 90_000;
const ACKNOWLEDGED = "com.interlock.production-order.acknowledged.v1";
const COMPLETED = "com.interlock.production-order.completed.v1";
const REJECTED = "com.interlock.production-order.validation-rejected.v1";

interface Systems {
  readonly profile: {
    readonly systems: { readonly erp: { readonly url: string }; readonly mes: { readonly url: string } };
  };
}

/**
 * Plays one order through the running system and prints what the gateway's event feed tells of it. Everything it
 * counts as seen came out of public endpoints. @throws CommandError when a step stays out
 */
export async function runDemo(configuration: Configuration): Promise<void> {
  const client = openApiClient(configuration);
  const { profile } = (await client.get<Systems>(`/platform/v1/plants/${PLANT}`)).body;
  const orderNumber = `D${systemClock.now().getTime().toString(36).toUpperCase()}`;
  const key = `${PLANT}/${orderNumber}`;
  const tokens = new AccessTokenSource(
    gatewayUrl(configuration),
    findClient(configuration.credentialsFile, configuration.client),
    systemClock,
  );
  const steps = new ObservedSteps();
  notice(`Order ${key}: the ERP simulator releases it, the MES simulator carries it out.`);
  await releaseFromErp(profile.systems.erp.url, demoOrder(orderNumber, systemClock.now()));
  const events = followEvents(gatewayUrl(configuration), tokens, { after: "0", key }, AbortSignal.timeout(TIMEOUT_MS));
  for await (const { event } of events) {
    steps.add(event);
    for (const line of describeEvent(event)) printLine(line);
    if (event.type === ACKNOWLEDGED) await executeInMes(profile.systems.mes.url, PLANT, orderNumber);
    if (event.type === COMPLETED || event.type === REJECTED) break;
  }
  await requireEveryStep(client, steps, orderNumber);
}

async function requireEveryStep(client: ApiClient, steps: ObservedSteps, orderNumber: string): Promise<void> {
  const missing = steps.missing();
  const order = await client.get<{ state: string }>(`/production-order/v1/orders/${PLANT}/${orderNumber}`);
  if (order.body.state !== "COMPLETED") missing.push(`order state COMPLETED (it is ${order.body.state})`);
  if (missing.length > 0) {
    throw new CommandError(`Not observed: ${missing.join("; ")}.`, EXIT_CODE.findings);
  }
  notice(`All ${steps.count} steps were observed; the order is COMPLETED.`);
  notice(`Look again: GET /production-order/v1/orders/${PLANT}/${orderNumber}/timeline`);
}
