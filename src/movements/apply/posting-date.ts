import { instantOf, plantDate } from "../../plants/public.js";
import type { Movement } from "../movement.js";

/** Calendar date the ERP books under, YYYY-MM-DD: the reported one, else the day it happened in the plant. */
export function postingDateOf(movement: Pick<Movement, "postingDate" | "occurredAt">, timeZone: string): string {
  return movement.postingDate ?? plantDate(instantOf(movement.occurredAt), timeZone);
}
