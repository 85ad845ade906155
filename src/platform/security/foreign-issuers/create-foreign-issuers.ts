import { join } from "node:path";
import type { Logger } from "pino";
import type { Clock } from "../../../kernel/clock.js";
import { sha256Hex } from "../../../kernel/hash.js";
import { type DocumentReader, HttpDocumentReader } from "./document-reader.js";
import { ForeignIssuer } from "./foreign-issuer.js";
import type { ForeignIssuerSettings } from "./foreign-issuer-settings.js";
import { namesIssuer } from "./entra-preset.js";
import { IssuerKeys, type IssuerKeysObserver } from "./issuer-keys.js";
import { DiscoveredKeySet, FixedKeySet, KeySetAddress, type KeySetSource } from "./key-set-source.js";
import { KeySetFile, type KeySetStore, noKeySetStore } from "./key-set-store.js";

/** What foreign issuers need of the process. */
export interface ForeignIssuerResources {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reader?: DocumentReader;
}

/** Makes the issuers of the configuration. Nothing is fetched here. */
export function createForeignIssuers(
  settings: readonly ForeignIssuerSettings[],
  resources: ForeignIssuerResources,
): ForeignIssuer[] {
  return settings.map((one) => new ForeignIssuer(one, createKeys(one, resources)));
}

function createKeys(settings: ForeignIssuerSettings, resources: ForeignIssuerResources): IssuerKeys {
  const { clock, logger, reader = new HttpDocumentReader() } = resources;
  const rules = { algorithms: settings.algorithms, keyIssuer: (named: unknown) => speaksFor(settings, named) };
  const store = storeOf(settings, resources);
  return new IssuerKeys(sourceOf(settings, reader), rules, store, clock, logObserver(settings.name, logger));
}

function sourceOf(settings: ForeignIssuerSettings, reader: DocumentReader): KeySetSource {
  const { keySet } = settings;
  if (keySet.kind === "fixed") return new FixedKeySet(keySet.keySet);
  if (keySet.kind === "address") return new KeySetAddress(reader, keySet.url);
  return new DiscoveredKeySet(reader, keySet.url, (named) => speaksFor(settings, named));
}

/** Entra writes `{tenantid}` where its documents serve several tenants; the tenant is a required claim then. */
function speaksFor({ issuer, requiredValues }: ForeignIssuerSettings, named: unknown): boolean {
  const [, tenantId = ""] = requiredValues.find(([path]) => path.join(".") === "tid") ?? [];
  return named === issuer || namesIssuer(issuer, tenantId, named);
}

/** The file's name changes with the issuer's address, so that keys of an earlier one are not taken for its own. */
function storeOf(settings: ForeignIssuerSettings, { dataDir, logger }: ForeignIssuerResources): KeySetStore {
  const { name, issuer, keySet } = settings;
  if (keySet.kind === "fixed") return noKeySetStore;
  const digest = sha256Hex(`${issuer} ${keySet.url}`).slice(0, 16);
  return new KeySetFile(join(dataDir, "issuers", `${name}-${digest}.json`), (reason) =>
    logger.warn({ event: "jwks.file-failed", issuer: name, reason }),
  );
}

function logObserver(issuer: string, logger: Logger): IssuerKeysObserver {
  return {
    keysRefused: (faults) => logger.error({ event: "jwks.keys-refused", issuer, faults }),
    refreshFailed: (reason, ageSeconds) => logger.warn({ event: "jwks.refresh-failed", issuer, reason, ageSeconds }),
    expired: () => logger.error({ event: "jwks.expired", issuer }),
  };
}
