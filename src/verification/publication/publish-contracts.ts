import { canonicalJson, type JsonObject } from "../content/canonical-json.js";
import { mergePacts, type PactContent, pactContent } from "../content/pact-content.js";
import type { AuditLog } from "../../platform/audit/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { contentConflict } from "../http/refusals.js";
import { addTags, addToBranch, ensureParticipants, ensureVersion } from "../participants/ensure-version.js";
import { type ChangeActor, recordChanges } from "../record-change.js";

/** One pact of a publication. */
export interface SubmittedPact {
  readonly provider: string;
  readonly document: JsonObject;
  /** What happens when the version has a pact with this provider already, and it is another one. */
  readonly onConflict: "fail" | "merge";
}

/** What a consumer publishes for one of its versions. */
export interface PublicationRequest {
  readonly consumer: string;
  readonly number: string;
  readonly branch?: string | undefined;
  readonly tags: readonly string[];
  readonly buildUrl?: string | undefined;
  readonly pacts: readonly SubmittedPact[];
}

/** What became of one pact of it. */
export interface PublishedPact {
  readonly provider: string;
  readonly sha: string;
  /** False when the version had just this content before. */
  readonly isNewForVersion: boolean;
  /** True when the pair never had this content before. */
  readonly isNewContent: boolean;
}

const INSERT_CONTENT = `
  INSERT INTO il.pact_content (consumer_id, provider_id, sha, spec_version, body, interaction_count, message_count)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (provider_id, consumer_id, sha) DO NOTHING RETURNING id`;
const FIND_CONTENT = `SELECT id FROM il.pact_content WHERE provider_id = $1 AND consumer_id = $2 AND sha = $3`;
const INSERT_INTEGRATION = `
  INSERT INTO il.pact_integration (provider_id, consumer_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`;
const INSERT_PUBLICATION = `
  INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id) VALUES ($1, $2, $3, $4)
  ON CONFLICT (consumer_version_id, provider_id) DO NOTHING RETURNING revision`;
/** Locked, so that of two merges at once the second sees what the first has made. */
const LOCK_PUBLICATION = `
  SELECT p.content_id AS "contentId", c.body FROM il.pact_publication p JOIN il.pact_content c ON c.id = p.content_id
  WHERE p.consumer_version_id = $1 AND p.provider_id = $2 FOR UPDATE OF p`;
const UPDATE_PUBLICATION = `
  UPDATE il.pact_publication SET content_id = $3, revision = revision + 1, published_at = now()
  WHERE consumer_version_id = $1 AND provider_id = $2`;

interface Pair {
  readonly consumerId: string;
  readonly providerId: string;
  readonly versionId: string;
}

/** Publishes the pacts of a consumer version: all of them or none. */
export class PublishContracts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InterlockError PACT_CONTENT_CONFLICT when the version was published with other content */
  async publish(request: PublicationRequest, actor: ChangeActor): Promise<readonly PublishedPact[]> {
    return await this.unitOfWork.run(async (tx) => {
      const pacts = request.pacts.toSorted((a, b) => (a.provider < b.provider ? -1 : 1));
      const ids = await ensureParticipants(tx, [request.consumer, ...pacts.map(({ provider }) => provider)]);
      const consumerId = ids.get(request.consumer) ?? "";
      const versionId = await ensureVersion(tx, consumerId, request.number, request.buildUrl);
      if (request.branch !== undefined) await addToBranch(tx, consumerId, request.branch, versionId);
      await addTags(tx, consumerId, request.tags, versionId);
      const published: PublishedPact[] = [];
      for (const pact of pacts) {
        const pair = { consumerId, providerId: ids.get(pact.provider) ?? "", versionId };
        published.push(await publishOne(tx, pair, pact, request));
      }
      await this.#record(tx, request, published, actor);
      return published;
    });
  }

  async #record(
    tx: Tx,
    { consumer, number, branch, tags }: PublicationRequest,
    published: readonly PublishedPact[],
    actor: ChangeActor,
  ): Promise<void> {
    const contents = published.map(({ provider, sha }) => ({ provider, sha }));
    const after = { branch, tags, contents };
    const resourceId = `${consumer}/${number}`;
    await recordChanges(tx, this.audit, actor, [
      { action: "pact:publish", resourceType: "pact-version", resourceId, after },
    ]);
  }
}

async function publishOne(
  tx: Tx,
  pair: Pair,
  { provider, document, onConflict }: SubmittedPact,
  { consumer, number }: PublicationRequest,
): Promise<PublishedPact> {
  const { consumerId, providerId, versionId } = pair;
  await tx.query(INSERT_INTEGRATION, [providerId, consumerId]);
  let content = pactContent(document);
  let [contentId, isNewContent] = await storeContent(tx, pair, content);
  const inserted = await tx.query(INSERT_PUBLICATION, [versionId, providerId, consumerId, contentId]);
  if (inserted.length > 0) return { provider, sha: content.sha, isNewForVersion: true, isNewContent };
  const [present] = await tx.query<{ contentId: string; body: string }>(LOCK_PUBLICATION, [versionId, providerId]);
  if (present === undefined || present.contentId === contentId) {
    return { provider, sha: content.sha, isNewForVersion: false, isNewContent };
  }
  if (onConflict === "merge") {
    const merged = mergePacts(JSON.parse(present.body) as JsonObject, document);
    if (merged === undefined) throw conflict(consumer, number, provider, present.body, document);
    content = pactContent(merged);
    [contentId, isNewContent] = await storeContent(tx, pair, content);
  } else throw conflict(consumer, number, provider, present.body, document);
  await tx.query(UPDATE_PUBLICATION, [versionId, providerId, contentId]);
  return { provider, sha: content.sha, isNewForVersion: contentId !== present.contentId, isNewContent };
}

async function storeContent(tx: Tx, pair: Pair, content: PactContent): Promise<[id: string, isNew: boolean]> {
  const { consumerId, providerId } = pair;
  const { sha, specVersion, body, interactionCount, messageCount } = content;
  const values = [consumerId, providerId, sha, specVersion ?? null, body, interactionCount, messageCount];
  const [inserted] = await tx.query<{ id: string }>(INSERT_CONTENT, values);
  if (inserted !== undefined) return [inserted.id, true];
  const [present] = await tx.query<{ id: string }>(FIND_CONTENT, [providerId, consumerId, sha]);
  if (present === undefined) throw new Error("a content that is in conflict cannot be read");
  return [present.id, false];
}

function conflict(consumer: string, number: string, provider: string, before: string, after: JsonObject) {
  const changed = changedInteractions(JSON.parse(before) as JsonObject, after);
  return contentConflict(
    `Cannot change the content of the pact for ${consumer} version ${number} and provider ${provider}: it was published ` +
      `before with other content, and a version's content does not change. Publish under a new version number, or with ` +
      `--merge to add interactions. Different: ${changed.join(", ")}`,
  );
}

/** Lines of a diff: what the version has, and what was sent. */
function changedInteractions(before: JsonObject, after: JsonObject): readonly string[] {
  const named = (document: JsonObject): ReadonlyMap<string, string> => {
    const lists = [document["interactions"], document["messages"]].filter((list) => Array.isArray(list)).flat();
    return new Map(lists.map((each) => [canonicalJson(each), String((each as JsonObject)["description"])]));
  };
  const [old, fresh] = [named(before), named(after)];
  const lines = [
    ...[...old].filter(([text]) => !fresh.has(text)).map(([, name]) => `- ${name}`),
    ...[...fresh].filter(([text]) => !old.has(text)).map(([, name]) => `+ ${name}`),
  ];
  return lines.length === 0 ? ["the specification version"] : lines.slice(0, 20);
}
