import type { FuzzAnswer } from "./check-answer.js";
import type { FuzzRequest } from "./fuzz-request.js";

/** An answer outside its contract, with all that is needed to see it again. */
export interface FuzzBreach {
  readonly operation: string;
  readonly breaches: readonly string[];
  readonly request: FuzzRequest;
  readonly answer: FuzzAnswer;
}

/** What was asked of one operation and how it answered. */
interface Row {
  readonly statuses: Map<number, number>;
  breachCount: number;
}

/** Counts by operation and status. */
export class FuzzReport {
  readonly #rows = new Map<string, Row>();
  readonly breaches: FuzzBreach[] = [];
  /** Operations that answered every request with a refusal: nothing is known of how they work. */
  readonly neverSucceeded: string[] = [];

  add(operation: string, request: FuzzRequest, answer: FuzzAnswer, breaches: readonly string[]): void {
    const row = this.#rows.get(operation) ?? { statuses: new Map<number, number>(), breachCount: 0 };
    this.#rows.set(operation, row);
    row.statuses.set(answer.status, (row.statuses.get(answer.status) ?? 0) + 1);
    if (breaches.length === 0) return;
    row.breachCount++;
    this.breaches.push({ operation, breaches, request, answer });
  }

  /** Times that an operation answered with a status. */
  count(operation: string, status: number): number {
    return this.#rows.get(operation)?.statuses.get(status) ?? 0;
  }

  hasSucceeded(operation: string): boolean {
    return [...(this.#rows.get(operation)?.statuses.keys() ?? [])].some((status) => status < 300);
  }

  /** Requests that were sent for an operation. */
  sent(operation: string): number {
    return [...(this.#rows.get(operation)?.statuses.values() ?? [])].reduce((sum, count) => sum + count, 0);
  }

  /** One line per operation: answers by class of status, and each status with its count. */
  table(): string {
    const head = ["operation", "sent", "2xx", "3xx", "4xx", "5xx", "breaches", "statuses"];
    const rows = [...this.#rows]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([name, row]) => cells(name, row));
    const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
    const line = (row: readonly string[]): string =>
      row
        .map((cell, column) =>
          column === 0 || column === 7 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd();
    return [line(head), ...rows.map(line)].join("\n");
  }

  /** The first breaches in full: what was sent, by whom it does not say, and what came. */
  details(limit = 10): string {
    const shown = this.breaches.slice(0, limit).map(({ operation, breaches, request, answer }) => {
      const headers = Object.entries(request.headers).filter(([name]) => name !== "authorization");
      return [
        `${operation} (${request.mode}${request.change === "" ? "" : `: ${request.change}`})`,
        ...breaches.map((breach) => `  ${breach}`),
        `  > ${request.method} ${request.target}`,
        ...headers.map(([name, value]) => `  > ${name}: ${value}`),
        ...(request.body === undefined ? [] : [`  > ${request.body.slice(0, 1500)}`]),
        `  < ${answer.status} ${answer.text.slice(0, 800)}`,
      ].join("\n");
    });
    const rest = this.breaches.length - shown.length;
    return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
  }
}

function cells(name: string, { statuses, breachCount }: Row): readonly string[] {
  const ofClass = (first: number): number =>
    [...statuses].reduce((sum, [status, count]) => sum + (Math.floor(status / 100) === first ? count : 0), 0);
  const all = [...statuses].toSorted(([one], [other]) => one - other).map(([status, count]) => `${status}×${count}`);
  const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  return [name, sent, ofClass(2), ofClass(3), ofClass(4), ofClass(5), breachCount, all.join(" ")].map(String);
}
