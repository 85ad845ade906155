import type { TouchingChange } from "./impact-of.js";
import type { RecordedField } from "./recorded-usage.js";

/** Facts about a member that is new in the revision: what is counted today is the object that will hold it. */
const NEW_MEMBER = new Set(["added", "allowed"]);

/** The counted places that a change speaks about. */
export function touchedFields({ rule, fact }: TouchingChange, fieldPaths: readonly string[]): readonly string[] {
  const isNewMember = rule === "properties" && NEW_MEMBER.has(fact.change);
  return isNewMember ? [...new Set([...fieldPaths, ...fieldPaths.map(parentOf)])] : fieldPaths;
}

/** A new demand hurts those who do not send the field; everything else those who do. */
export function isWithoutField({ rule, view, fact }: TouchingChange, path: string): boolean {
  return path !== "" && view === "request" && rule === "required" && fact.change === "narrowed";
}

/**
 * In how many bodies a place occurred. `?` in the path stands for any one name.
 *
 * @param reads fields the client declares to read; others are left out
 */
export function fieldsAt(
  path: string,
  fields: readonly Pick<RecordedField, "field" | "calls">[],
  reads: ReadonlySet<string> | undefined,
): number[] {
  const wanted = path.split("/");
  return fields
    .filter(({ field }) => isAt(field.split("/"), wanted) && (reads === undefined || isRead(field, reads)))
    .map(({ calls }) => calls);
}

function isAt(tokens: readonly string[], wanted: readonly string[]): boolean {
  return tokens.length === wanted.length && wanted.every((token, index) => token === "?" || token === tokens[index]);
}

/** Declaring an object means its members too, and a member needs the objects around it. */
function isRead(field: string, reads: ReadonlySet<string>): boolean {
  return [...reads].some((read) => field === read || field.startsWith(`${read}/`) || read.startsWith(`${field}/`));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
