import { CommandError, EXIT_CODE } from "../exit-code.js";

const TIMEOUT_MS = 30_000;

/** Has the ERP simulator release an order to the gateway, as the ERP would. */
export async function releaseFromErp(erpUrl: string, order: Readonly<Record<string, unknown>>): Promise<void> {
  await post("ERP simulator", `${erpUrl}/simulator/orders`, { order });
}

/** Has the MES simulator carry out an order it has acknowledged. */
export async function executeInMes(mesUrl: string, plantCode: string, orderNumber: string): Promise<void> {
  await post("MES simulator", `${mesUrl}/simulator/execute`, { plantCode, orderNumber });
}

async function post(name: string, url: string, body: unknown): Promise<void> {
  const response = await send(name, url, body);
  if (response.ok) return;
  const text = (await response.text()).slice(0, 500);
  throw new CommandError(`The ${name} answered ${response.status}: ${text}`, EXIT_CODE.findings);
}

async function send(name: string, url: string, body: unknown): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const message = `The ${name} does not answer at ${url}; the demo needs a system started with npm start.`;
    throw new CommandError(message, EXIT_CODE.environment, { cause: error });
  }
}
