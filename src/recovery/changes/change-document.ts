import type { MovementItem, PostingDocument } from "../../connectors/public.js";
import type { Finding } from "../../kernel/finding.js";
import { recoveryProblems } from "../problems.js";
import { EDITABLE_FIELDS } from "./editable-fields.js";

/** One member that an edit sets, or takes out with null. */
export interface FieldChange {
  /** JSON pointer into the document, such as `/items/0/lotNumber`. */
  readonly pointer: string;
  readonly value: string | null;
}

/** What an edit does to one member. */
export interface FieldDifference extends FieldChange {
  readonly before: string | null;
}

export interface ChangedDocument {
  readonly document: PostingDocument;
  readonly differences: readonly FieldDifference[];
  /** Everything that is wrong with the changes; none when they may be proposed. */
  readonly findings: readonly Finding[];
}

type Members = Readonly<Record<string, unknown>>;

const POINTER = /^(?:\/items\/(0|[1-9]\d{0,3}))?\/([A-Za-z]{1,40})$/;

/** Applies changes to a copy of the document; the document itself stays as it is. */
export function changeDocument(document: PostingDocument, changes: readonly FieldChange[]): ChangedDocument {
  const differences: FieldDifference[] = [];
  const findings: Finding[] = [];
  let changed = document;
  for (const change of changes) {
    const fault = faultOf(changed, change);
    if (fault !== undefined) findings.push(finding(change.pointer, fault));
    else {
      const before = valueAt(changed, change.pointer);
      changed = withChange(changed, change);
      if (before !== change.value) differences.push({ ...change, before });
    }
  }
  if (findings.length === 0 && differences.length === 0) findings.push(finding("/changes", "must change something"));
  return { document: changed, differences, findings };
}

/** The changed members in the shape and at the places of the document, as field lists of roles are asked with. */
export function touchedMembers(changes: readonly FieldChange[]): Members {
  const parts = changes.map(({ pointer, value }) => ({ ...partsOf(pointer), value })).filter(({ name }) => name !== "");
  const byItem = Map.groupBy(parts, ({ item }) => item ?? HEAD);
  const items = Array.from({ length: 1 + Math.max(HEAD, ...byItem.keys()) }, (_, index) =>
    membersOf(byItem.get(index) ?? []),
  );
  return { ...membersOf(byItem.get(HEAD) ?? []), ...(items.length === 0 ? {} : { items }) };
}

/** Stands where items have their index. */
const HEAD = -1;

const membersOf = (parts: readonly { readonly name: string; readonly value: string | null }[]): Members =>
  Object.fromEntries(parts.map(({ name, value }) => [name, value]));

function partsOf(pointer: string): { readonly item: number | undefined; readonly name: string } {
  const match = POINTER.exec(pointer);
  return { item: match?.[1] === undefined ? undefined : Number(match[1]), name: match?.[2] ?? "" };
}

function faultOf(document: PostingDocument, { pointer, value }: FieldChange): string | undefined {
  const { item, name } = partsOf(pointer);
  const field = Object.hasOwn(EDITABLE_FIELDS, pathOf(item, name)) ? EDITABLE_FIELDS[pathOf(item, name)] : undefined;
  if (field === undefined) return `may not be edited; what may are ${EDITABLE_POINTERS}`;
  if (item !== undefined && item >= (document.items ?? []).length)
    return "names an item that the document does not have";
  if (value === null) return field.isRemovable ? undefined : "may not be taken out";
  return field.pattern.test(value) ? undefined : `must be ${field.expectation}`;
}

const EDITABLE_POINTERS = Object.keys(EDITABLE_FIELDS)
  .map((path) => `/${path.replace("items.", "items/0/")}`)
  .join(", ");

const pathOf = (item: number | undefined, name: string): string => (item === undefined ? name : `items.${name}`);

function valueAt(document: PostingDocument, pointer: string): string | null {
  const { item, name } = partsOf(pointer);
  const holder: object = item === undefined ? document : (document.items?.[item] ?? {});
  const value: unknown = Object.entries(holder).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : null;
}

function withChange(document: PostingDocument, { pointer, value }: FieldChange): PostingDocument {
  const { item, name } = partsOf(pointer);
  if (item === undefined) return withMember(document, name, value);
  const items = (document.items ?? []).map((held, index): MovementItem =>
    index === item ? withMember(held, name, value) : held,
  );
  return { ...document, items };
}

/** The name is one of EDITABLE_FIELDS, all of which are optional text, or text that may not be taken out. */
function withMember<Holder extends object>(holder: Holder, name: string, value: string | null): Holder {
  const others = Object.entries(holder).filter(([key]) => key !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, value]]) as Holder;
}

function finding(pointer: string, fault: string): Finding {
  const { code } = recoveryProblems.POSTING_DOCUMENT_INVALID;
  return { code, severity: "ERROR", pointer, message: `${pointer} ${fault}.` };
}
