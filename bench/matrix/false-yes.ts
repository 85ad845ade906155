import type { Client } from "pg";
import type { Registry } from "./registry.js";

/** By hand and without anything of the product: one live row that failed or is not there makes the answer no. */
const TRUTH = `
  SELECT bool_and(coalesce(d.success, false)) AS is_yes
  FROM il.pact_participant p
  JOIN il.pact_version v ON v.participant_id = p.id AND v.number = $2
  JOIN il.pact_publication b ON b.provider_id = p.id
  JOIN il.pact_environment_version e ON e.version_id = b.consumer_version_id AND e.ended_at IS NULL
  JOIN il.pact_environment n ON n.id = e.environment_id AND n.name = 'plants'
  LEFT JOIN il.pact_verdict d ON d.content_id = b.content_id AND d.provider_version_id = v.id
  WHERE p.name = $1`;

const PROVIDERS = 30;
const VERSIONS = 6;

/** Asks 180 questions about a fleet and counts wrong answers of both kinds. */
export async function countWrongAnswers(
  client: Client,
  registry: Registry,
): Promise<{ falseYes: number; falseNo: number }> {
  let [falseYes, falseNo] = [0, 0];
  for (let provider = 1; provider <= PROVIDERS; provider += 1) {
    for (let version = 1; version <= VERSIONS; version += 1) {
      const [name, number] = [`provider-${provider}`, `1.${version}.0`];
      const { rows } = await client.query<{ is_yes: boolean | null }>(TRUTH, [name, number]);
      const isYes = rows[0]?.is_yes ?? true;
      const answered = await registry.canDeploy(name, number, "plants");
      if (answered && !isYes) falseYes += 1;
      if (!answered && isYes) falseNo += 1;
    }
  }
  return { falseYes, falseNo };
}
