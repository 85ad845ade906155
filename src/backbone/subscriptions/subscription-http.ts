import { GuardedHttp } from "../../platform/outbound/public.js";

/** The way to the receivers of events; its connections end with the process. */
export class SubscriptionHttp extends GuardedHttp {
  /** Called by Nest when no request runs any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
