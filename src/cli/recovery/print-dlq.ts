import { printLine, printTable } from "../output.js";

/** A failure group as the gateway answers it, as far as it is printed. */
export interface ShownGroup {
  readonly fingerprint: string;
  readonly plantCode: string;
  readonly code: string;
  readonly erpCode: string;
  readonly postings: number;
  readonly blockedOrders: number;
  readonly heldBehind: number;
  readonly blockedQuantity: readonly { readonly value: string; readonly unit: string }[];
  readonly assignment: { readonly owner: string } | null;
  readonly suggestion: { readonly owner: string; readonly fix: string };
}

/** A change of a posting as the gateway answers it, as far as it is printed. */
export interface ShownChange {
  readonly id: string;
  readonly postingId: string;
  readonly kind: string;
  readonly state: string;
  readonly proposedBy: string;
  readonly contentHash: string;
  readonly reason: string;
  readonly differences: readonly {
    readonly pointer: string;
    readonly before: string | null;
    readonly value: string | null;
  }[];
}

export function printGroup(group: ShownGroup): void {
  const quantity = group.blockedQuantity.map(({ value, unit }) => `${value} ${unit}`).join(", ");
  printTable([
    ["cause", `${group.code}${group.erpCode === "" ? "" : ` (${group.erpCode})`} in ${group.plantCode}`],
    ["group", group.fingerprint],
    [
      "blocks",
      `orders ${group.blockedOrders}, postings ${group.postings}, held behind ${group.heldBehind}; ${quantity || "no material"}`,
    ],
    ["owner", group.assignment?.owner ?? `${group.suggestion.owner} (suggested)`],
    ["fix", group.suggestion.fix],
  ]);
  printLine("");
}

export function printChange({
  id,
  postingId,
  kind,
  state,
  proposedBy,
  contentHash,
  reason,
  differences,
}: ShownChange): void {
  printTable([
    ["change", `${id} (${kind} of ${postingId})`],
    ["state", `${state}, proposed by ${proposedBy}: ${reason}`],
    ["content", contentHash],
    ...differences.map(({ pointer, before, value }) => [
      pointer,
      `${before ?? "(nothing)"} → ${value ?? "(taken out)"}`,
    ]),
  ]);
  printLine("");
}
