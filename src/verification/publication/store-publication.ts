import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { canonicalJson, type JsonObject } from "../content/canonical-json.js";
import { mergePacts, type PactContent, pactContent } from "../content/pact-content.js";
import { contentConflict } from "../http/refusals.js";
import type { PublishedPact, SubmittedPact } from "./submitted-pact.js";

/** A consumer version and one of its providers. */
export interface PublishingPair {
  readonly consumer: string;
  readonly number: string;
  readonly consumerId: string;
  readonly providerId: string;
  readonly versionId: string;
}

/** Most publications repeat what is there, and then write one row; so it is looked for before it is sent. */
const FIND_PAIR = `
  SELECT (SELECT t.id FROM il.pact_content t WHERE t.provider_id = $1 AND t.consumer_id = $2 AND t.sha = $3) AS "contentId",
    EXISTS (SELECT FROM il.pact_integration i WHERE i.provider_id = $1 AND i.consumer_id = $2) AS "isIntegrated"`;
const INSERT_CONTENT = `
  INSERT INTO il.pact_content (consumer_id, provider_id, sha, spec_version, body, interaction_count, message_count,
    interaction_shas)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text[]) ON CONFLICT (provider_id, consumer_id, sha) DO NOTHING RETURNING id`;
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

interface FoundPair {
  readonly contentId: string | null;
  readonly isIntegrated: boolean;
}

interface StoredContent {
  readonly id: string;
  readonly isNew: boolean;
}

/** Stores one pact of a version. @throws InterlockError PACT_CONTENT_CONFLICT when the version has other content */
export async function storePublication(tx: Tx, pair: PublishingPair, pact: SubmittedPact): Promise<PublishedPact> {
  const { consumerId, providerId, versionId } = pair;
  const content = pactContent(pact.document);
  const stored = await storeForPair(tx, pair, content);
  const inserted = await tx.query(INSERT_PUBLICATION, [versionId, providerId, consumerId, stored.id]);
  if (inserted.length === 0) return await republish(tx, pair, pact, content, stored);
  return { provider: pact.provider, sha: content.sha, isNewForVersion: true, isNewContent: stored.isNew };
}

/** The version has a pact with this provider already: this one, or one it can be merged with. */
async function republish(
  tx: Tx,
  pair: PublishingPair,
  { provider, document, onConflict }: SubmittedPact,
  { sha }: PactContent,
  { id, isNew }: StoredContent,
): Promise<PublishedPact> {
  const { versionId, providerId } = pair;
  const [present] = await tx.query<{ contentId: string; body: string }>(LOCK_PUBLICATION, [versionId, providerId]);
  if (present === undefined || present.contentId === id) {
    return { provider, sha, isNewForVersion: false, isNewContent: isNew };
  }
  const merged = onConflict === "merge" ? mergePacts(JSON.parse(present.body) as JsonObject, document) : undefined;
  if (merged === undefined) throw conflict(pair, provider, present.body, document);
  const content = pactContent(merged);
  const stored = await insertContent(tx, pair, content);
  await tx.query(UPDATE_PUBLICATION, [versionId, providerId, stored.id]);
  const isNewForVersion = stored.id !== present.contentId;
  return { provider, sha: content.sha, isNewForVersion, isNewContent: stored.isNew };
}

async function storeForPair(tx: Tx, pair: PublishingPair, content: PactContent): Promise<StoredContent> {
  const { consumerId, providerId } = pair;
  const [found] = await tx.query<FoundPair>(FIND_PAIR, [providerId, consumerId, content.sha]);
  if (found?.isIntegrated !== true) await tx.query(INSERT_INTEGRATION, [providerId, consumerId]);
  const known = found?.contentId ?? undefined;
  return known === undefined ? await insertContent(tx, pair, content) : { id: known, isNew: false };
}

async function insertContent(tx: Tx, pair: PublishingPair, content: PactContent): Promise<StoredContent> {
  const { consumerId, providerId } = pair;
  const { sha, specVersion, body, interactionCount, messageCount, interactionShas } = content;
  const counts = [interactionCount, messageCount];
  const values = [consumerId, providerId, sha, specVersion ?? null, body, ...counts, interactionShas];
  const [inserted] = await tx.query<{ id: string }>(INSERT_CONTENT, values);
  if (inserted !== undefined) return { id: inserted.id, isNew: true };
  const [present] = await tx.query<FoundPair>(FIND_PAIR, [providerId, consumerId, sha]);
  const id = present?.contentId ?? undefined;
  if (id === undefined) throw new Error("a content that is in conflict cannot be read");
  return { id, isNew: false };
}

function conflict({ consumer, number }: PublishingPair, provider: string, before: string, after: JsonObject) {
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
