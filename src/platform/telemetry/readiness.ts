/** One thing that must hold before traffic may come; the ERP is not one of them, its outages are survived. */
export interface ReadinessCheck {
  readonly name: string;
  /** Undefined when it holds, else why not. */
  run(): Promise<string | undefined>;
}

export interface ReadinessReport {
  readonly isReady: boolean;
  /** Check → `ok`, or the reason. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Whether this process may get traffic. */
export class Readiness {
  #isStopping = false;

  constructor(private readonly checks: readonly ReadinessCheck[]) {}

  /** First act of a graceful stop: load balancers send no more traffic. */
  markStopping(): void {
    this.#isStopping = true;
  }

  async check(): Promise<ReadinessReport> {
    const results = await Promise.all(this.checks.map(async (check) => [check.name, await reasonOf(check)] as const));
    const reasons = this.#isStopping ? [...results, ["process", "stopping"] as const] : results;
    const isReady = reasons.every(([, reason]) => reason === undefined);
    return { isReady, checks: Object.fromEntries(reasons.map(([name, reason]) => [name, reason ?? "ok"])) };
  }
}

async function reasonOf(check: ReadinessCheck): Promise<string | undefined> {
  try {
    return await check.run();
  } catch {
    // The cause may name hosts and accounts; the log has it.
    return "failed";
  }
}
