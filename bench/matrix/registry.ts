/** The registry as Pact clients call it. */
export class Registry {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async canDeploy(participant: string, number: string, environment: string): Promise<boolean> {
    const question = [
      `q[][pacticipant]=${participant}&q[][version]=${number}`,
      `latestby=cvp&environment=${environment}`,
    ].join("&");
    const { summary } = await this.send<{ summary: { deployable: boolean | null } }>("GET", `/matrix?${question}`);
    return summary.deployable === true;
  }

  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: "application/hal+json, application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as T;
  }
}
