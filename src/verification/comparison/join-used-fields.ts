import type { Change } from "../../governance/public.js";
import { concerns } from "./concerns.js";
import { type ComparableContract, ContractReader } from "./contract-document.js";
import { placesOfHttp } from "./http-places.js";
import type { JsonObject } from "./json.js";
import { placesOfMessage } from "./message-places.js";
import { interactionsOf, type PactInteraction } from "./pact-interaction.js";
import type { UsedInteraction } from "./used-interaction.js";

/** A change that one interaction of a pact meets. */
export interface MetChange {
  readonly change: Change;
  /** Descriptions of the interactions, in the order of the pact. */
  readonly interactions: readonly string[];
}

/**
 * The changes of a comparison that meet what a pact really sends and reads. Changes of lower weight than ERROR break
 * nobody and are left out.
 */
export function joinUsedFields(
  pact: JsonObject,
  base: ComparableContract,
  revision: ComparableContract,
  changes: readonly Change[],
): readonly MetChange[] {
  const breaking = changes.filter(({ severity }) => severity === "ERROR");
  const readers = [base, revision].map(({ document }) => new ContractReader(document));
  const used = interactionsOf(pact).map((interaction) => ({
    description: interaction.description,
    sides: readers.map((reader) => placesOf(reader, interaction)).filter((side) => side !== undefined),
  }));
  const met = breaking.map((change) => ({
    change,
    interactions: used.filter(({ sides }) => meets(change, sides)).map(({ description }) => description),
  }));
  return met.filter(({ interactions }) => interactions.length > 0);
}

function placesOf(reader: ContractReader, interaction: PactInteraction): UsedInteraction | undefined {
  return interaction.kind === "http" ? placesOfHttp(reader, interaction) : placesOfMessage(reader, interaction);
}

/** A fact may stand in one document only, and a renamed path has a label of its own in each. */
function meets(change: Change, sides: readonly UsedInteraction[]): boolean {
  return sides.some((side) => concerns(change, side));
}
