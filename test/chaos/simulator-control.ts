const TIMEOUT_MS = 60_000;

/** A request to the control address of a simulator. @throws Error when it does not answer 2xx */
export async function callSimulator<Answer>(method: "GET" | "POST", url: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as Answer;
}
