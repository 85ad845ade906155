import { type VersionFilter, versionsStatement } from "../participants/versions-statement.js";

/**
 * Publications of the integration `i` by versions that the filter leaves: `content_id`, `consumer_version_id` and
 * `published_at`, the newest first.
 * @param isNewestOnly only the first one
 */
export function publicationsStatement(filter: VersionFilter, isNewestOnly: boolean): string {
  const columns = "q.content_id, q.consumer_version_id, q.published_at";
  const end = `ORDER BY q.consumer_version_id DESC ${isNewestOnly ? "LIMIT 1" : ""}`;
  // Without a filter the index of the pair has them in this order.
  if (Object.keys(filter).length === 0) {
    return `SELECT ${columns} FROM il.pact_publication q
      WHERE q.provider_id = i.provider_id AND q.consumer_id = i.consumer_id ${end}`;
  }
  return `SELECT ${columns} FROM (${versionsStatement(filter, "i.consumer_id", false)}) w
    JOIN il.pact_publication q ON q.consumer_version_id = w.version_id AND q.provider_id = i.provider_id ${end}`;
}

/** SQL of the id of a participant. @param name SQL of its name */
export const participantId = (name: string): string =>
  `(SELECT n.id FROM il.pact_participant n WHERE n.name = ${name})`;
