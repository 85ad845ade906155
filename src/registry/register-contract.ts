import type { Clock } from "../kernel/clock.js";
import type { Finding } from "../kernel/finding.js";
import { InterlockError } from "../kernel/problem.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { type ContractBundle, entryDocument } from "./contract-bundle.js";
import { lineKey } from "./contract-kind.js";
import type { ContractActor, ContractOrigin, ContractVersion } from "./contract-version.js";
import type { ContractVersionStore } from "./contract-version.store.js";
import { registryProblems } from "./problems.js";

/** A registered version; `isNew` is false when the same content was registered before, by whomever. */
export interface Registration {
  readonly version: ContractVersion;
  readonly isNew: boolean;
}

/** Stores a contract as a draft. The same content is one version however often it is registered. */
export class RegisterContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: ContractVersionStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError CONTRACT_BUNDLE_INVALID naming every member that is missing */
  async register(bundle: ContractBundle, actor: ContractActor): Promise<Registration> {
    return await this.unitOfWork.run((tx) => this.registerIn(tx, bundle, actor, "SUBMITTED"));
  }

  async registerIn(
    tx: Tx,
    bundle: ContractBundle,
    actor: ContractActor,
    origin: ContractOrigin,
  ): Promise<Registration> {
    const at = this.clock.now().toISOString();
    const fresh = describe(bundle, actor.clientId, origin, at);
    if (!(await this.versions.insert(tx, fresh, bundle))) {
      return { version: (await this.versions.lock(tx, bundle.digest)) ?? fresh, isNew: false };
    }
    const { kind, name, major, version, title } = fresh;
    await this.audit.append(tx, [
      {
        actor: actor.clientId,
        action: "contract:draft",
        resourceType: "contract-version",
        resourceId: bundle.digest,
        correlationId: actor.correlationId,
        contentHash: bundle.digest,
        after: { kind, name, major, version, title, origin, state: "draft" },
      },
    ]);
    return { version: fresh, isNew: true };
  }
}

function describe(bundle: ContractBundle, author: string, origin: ContractOrigin, at: string): ContractVersion {
  const document = entryDocument(bundle);
  const findings: Finding[] = [];
  const text = (holder: unknown, member: string, pointer: string): string => {
    const value = memberOf(holder, member);
    if (typeof value === "string" && value !== "" && value.length <= 300) return value;
    const message = `${pointer} must be text of 1 to 300 characters.`;
    findings.push({ code: "SCHEMA_VIOLATION", severity: "ERROR", message, pointer, fix: `Write ${pointer}.` });
    return "";
  };
  const extension = memberOf(document, "x-interlock");
  const info = memberOf(document, "info");
  const described = {
    ...bundle.line,
    digest: bundle.digest,
    version: text(info, "version", "/info/version"),
    title: text(info, "title", "/info/title"),
    owner: text(extension, "owner", "/x-interlock/owner"),
    domain: text(extension, "domain", "/x-interlock/domain"),
  };
  text(document, bundle.line.kind, `/${bundle.line.kind}`);
  if (findings.length > 0) {
    const detail = `${lineKey(bundle.line)} is not registered; errors names each missing member.`;
    throw new InterlockError(registryProblems.CONTRACT_BUNDLE_INVALID, { detail, errors: findings });
  }
  return { ...described, origin, author, state: "draft", registeredAt: at, stateChangedAt: at };
}

function memberOf(holder: unknown, name: string): unknown {
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, name)) return undefined;
  return (holder as Readonly<Record<string, unknown>>)[name];
}
