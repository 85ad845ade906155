import type { AuditLog } from "../../platform/audit/public.js";
import { sha256Hex } from "../../kernel/hash.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { contractVersionOf, lineOfParticipant } from "../gate/participant-of-line.js";
import { addTags, addToBranch, ensureParticipants, ensureVersion } from "../participants/ensure-version.js";
import { type DeploymentCheck, defaultChecks } from "../policy/deployment-check.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import type { ContractIntake, IntakeOutcome, RequirePermission } from "./contract-intake.js";

/** What a provider says of itself. */
export interface ProviderContract {
  readonly provider: string;
  readonly number: string;
  readonly branch?: string | undefined;
  readonly tags: readonly string[];
  readonly buildUrl?: string | undefined;
  /** Text of the document, such as OpenAPI as YAML. */
  readonly content: string;
  readonly contentType: string;
  readonly specification: string;
  /** Results of the provider's own tests against the document, as its tools wrote them. */
  readonly selfVerification?: Readonly<Record<string, unknown>> | undefined;
}

/** What the document was taken for besides; undefined when it is no contract of a governed API. */
export type ProviderContractOutcome = IntakeOutcome | undefined;

const KINDS = new Map([
  ["oas", "openapi"],
  ["openapi", "openapi"],
  ["asyncapi", "asyncapi"],
] as const);
const CONTRACT_CHECKS: readonly DeploymentCheck[] = ["COMPARISON", "LINT", "DIFF", "APPROVAL"];

const CHECKS = `SELECT required_checks AS checks FROM il.pact_participant WHERE name = $1`;
/** The latest document of a version counts; what a version says of itself may be corrected. */
const UPSERT = `
  INSERT INTO il.pact_provider_contract (provider_version_id, sha256, content_type, specification, body, self_verification)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (provider_version_id) DO UPDATE SET sha256 = EXCLUDED.sha256,
    content_type = EXCLUDED.content_type, specification = EXCLUDED.specification, body = EXCLUDED.body,
    self_verification = EXCLUDED.self_verification, published_at = now()`;

/**
 * Stores the document of a provider version, for comparison with the pacts of its consumers. The document of a governed
 * API becomes a contract version with its evidence as well, unless the policy of the participant asks for no such check.
 */
export class PublishProviderContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly intakes: readonly ContractIntake[],
  ) {}

  /** @throws InterlockError when the document is a contract that cannot be taken; nothing is stored then */
  async publish(
    contract: ProviderContract,
    actor: ChangeActor,
    requirePermission: RequirePermission,
  ): Promise<ProviderContractOutcome> {
    const outcome = await this.#takeIn(contract, actor, requirePermission);
    await this.#store(contract, actor);
    return outcome;
  }

  async #takeIn(
    { provider, number, specification, content }: ProviderContract,
    actor: ChangeActor,
    requirePermission: RequirePermission,
  ): Promise<ProviderContractOutcome> {
    const api = lineOfParticipant(provider);
    const kind = (KINDS as ReadonlyMap<string, "openapi" | "asyncapi">).get(specification);
    const [intake] = this.intakes;
    if (api === undefined || kind === undefined || intake === undefined) return undefined;
    const [row] = await this.unitOfWork.read<{ checks: readonly DeploymentCheck[] | null }>(CHECKS, [provider]);
    const checks = row?.checks ?? defaultChecks(provider);
    if (!CONTRACT_CHECKS.some((check) => checks.includes(check))) return undefined;
    const document = { line: { kind, ...api }, version: contractVersionOf(number), text: content };
    return await intake.accept(document, actor, requirePermission);
  }

  async #store(contract: ProviderContract, actor: ChangeActor): Promise<void> {
    const { provider, number, branch, tags, buildUrl, content, contentType, specification, selfVerification } =
      contract;
    const contentHash = sha256Hex(content);
    await this.unitOfWork.run(async (tx) => {
      const providerId = (await ensureParticipants(tx, [provider])).get(provider) ?? "";
      const versionId = await ensureVersion(tx, providerId, number, buildUrl);
      if (branch !== undefined) await addToBranch(tx, providerId, branch, versionId);
      await addTags(tx, providerId, tags, versionId);
      const results = selfVerification === undefined ? null : JSON.stringify(selfVerification);
      await tx.query(UPSERT, [versionId, contentHash, contentType, specification, content, results]);
      const resourceId = `${provider}/${number}`;
      const after = { specification, contentType, branch, tags };
      const entry = { action: "pact:publish", resourceType: "pact-provider-contract", resourceId, contentHash, after };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
  }
}
