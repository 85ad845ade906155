import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { AlertSeverity, Sighting } from "./alert.js";
import type { AlertRule } from "./alert-rule.js";

/** A row of the statement of a counted rule. */
export interface CountedRow {
  readonly plantCode: string;
  readonly subject: string;
  readonly count: number;
}

/** What a counted rule says of a row. */
export interface CountedWords {
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly owner: string;
}

/** A rule whose statement gives a count for each plant and subject. */
export function countedRule(
  head: Omit<AlertRule, "look">,
  statement: string,
  words: (row: CountedRow) => CountedWords,
): AlertRule {
  return {
    ...head,
    async look(tx: Tx): Promise<Sighting[]> {
      return (await tx.query<CountedRow>(statement)).map((row) => ({ ...row, ...words(row) }));
    },
  };
}
