import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import type { UlidFactory } from "../kernel/ulid.js";
import { Authorization } from "./authorization/authorization.js";
import { SystemCredentials } from "./authorization/system-credentials.js";
import { MqttLinks } from "./mqtt/mqtt-links.js";
import { OutboundHttp } from "./outbound-http.js";
import { StagingPools } from "./sql-staging/staging-pools.js";
import { WebhookSigner } from "./webhook/webhook-signer.js";

/** What connectors share, and what ends with the process. */
export class ConnectorParts {
  readonly http = new OutboundHttp();
  readonly authorization: Authorization;
  readonly signer: WebhookSigner;
  readonly links: MqttLinks;
  readonly pools: StagingPools;

  constructor(
    readonly configuration: Configuration,
    readonly clock: Clock,
    ids: UlidFactory,
    logger: Logger,
  ) {
    const credentials = new SystemCredentials(configuration.systemCredentialsDir);
    this.authorization = new Authorization(credentials, this.http, clock);
    this.signer = new WebhookSigner(credentials, clock);
    this.links = new MqttLinks(credentials, ids, clock, (error) => logger.warn({ err: error }, "broker unreachable"));
    this.pools = new StagingPools(credentials, (error) => logger.warn({ err: error }, "staging connection broken"));
  }

  async close(): Promise<void> {
    await Promise.all([this.http.close(), this.links.close(), this.pools.close()]);
  }
}
