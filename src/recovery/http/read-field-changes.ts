import type { FieldChange } from "../changes/change-document.js";
import type { RequestReader } from "./request-reader.js";

const CHANGES_MAX = 100;
const VALUE_LENGTH_MAX = 200;

/** Member `changes` of an edit. */
export function readFieldChanges(reader: RequestReader): FieldChange[] {
  return reader.objects("changes", CHANGES_MAX).flatMap((entry, index): FieldChange[] => {
    const { pointer, value, ...others } = entry as { readonly pointer?: unknown; readonly value?: unknown };
    const isValue = value === null || (typeof value === "string" && value.length <= VALUE_LENGTH_MAX);
    if (
      typeof pointer === "string" &&
      pointer.length <= VALUE_LENGTH_MAX &&
      isValue &&
      Object.keys(others).length === 0
    )
      return [{ pointer, value }];
    reader.refuse(`changes/${index}`, "an object of pointer (text) and value (text, or null to take it out)");
    return [];
  });
}
