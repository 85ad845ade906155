import type { Change } from "../../governance/public.js";
import type { UsedInteraction } from "./used-interaction.js";
import type { UsedPlace, UsedPlaces } from "./used-places.js";

const BODY_LOCATIONS = ["req-body", "res-body", "param", "res-header", "msg-payload", "msg-headers"];
/** What a reader of listed members does not notice. */
const ABOUT_UNREAD_MEMBERS = [
  "additional-properties",
  "unevaluated-properties",
  "pattern-properties",
  "property-names",
  "max-properties",
];
/** Governance that no message shows; the comparison of documents itself judges it. */
const INVISIBLE =
  /^(?:owner|contract\.owner|authority|data-class|emits|sla|stability|sync-class|retention|version|major|deprecat|sunset|permission)/;
const PARAMETER_NEEDED = ["param.required-added", "param.became-required"];
const BODY_NEEDED = ["req-body.required-added", "req-body.became-required", "req-body.optional-added"];

/**
 * Whether a change meets what an interaction uses. A value that the pact sends exactly as it stands is not judged here:
 * the comparison of examples decides it without error. A change of an unknown kind counts.
 */
export function concerns(change: Change, used: UsedInteraction): boolean {
  if (INVISIBLE.test(change.rule) || !change.affects.includes(used.user)) return false;
  if (change.schemaPair !== undefined) return concernsSchema(change, used);
  return concernsStructure(change, used);
}

function concernsSchema(change: Change, used: UsedInteraction): boolean {
  const places = placesOf(change, used);
  const holders = [change.fact.base.pointer, change.fact.revision.pointer]
    .map((pointer) => nearestSchema(pointer, places))
    .filter((holder) => holder !== undefined);
  if (holders.length === 0) return false;
  return change.view === "response"
    ? holders.some((holder) => isRead(change, holder))
    : holders.some((holder) => isSent(change, holder));
}

function placesOf({ view }: Change, { request, response }: UsedInteraction): UsedPlaces {
  return view === "request" ? request : response;
}

interface Holder {
  readonly place: UsedPlace;
  /** Steps from the schema to the fact: a keyword, and what is inside it. */
  readonly inside: readonly string[];
}

function nearestSchema(pointer: string, { schemas }: UsedPlaces): Holder | undefined {
  const steps = pointer.split("/");
  for (let length = steps.length; length > 0; length -= 1) {
    const place = schemas.get(steps.slice(0, length).join("/"));
    if (place !== undefined) return { place, inside: steps.slice(length) };
  }
  return undefined;
}

function isRead({ rule, fact }: Change, holder: Holder): boolean {
  if (ABOUT_UNREAD_MEMBERS.includes(rule)) return false;
  if (isAboutMembers(rule)) return (fact.subjects ?? []).some((name) => holder.place.members.has(name));
  return isAtSchema(holder);
}

function isSent({ rule, fact }: Change, holder: Holder): boolean {
  if (rule === "required") return (fact.subjects ?? []).some((name) => !holder.place.members.has(name));
  if (rule === "properties") return false;
  return holder.place.isVariable && isAtSchema(holder);
}

const isAboutMembers = (rule: string): boolean => rule === "required" || rule === "properties";

/** Behind `properties/x` or inside `items` stands another schema, which is not used or it would have been nearer. */
function isAtSchema({ inside }: Holder): boolean {
  const [keyword, ...rest] = inside;
  if (keyword === "properties" || keyword === "patternProperties") return rest.length === 0;
  return !(["items", "prefixItems", "contains"].includes(keyword ?? "") && rest.length > 0);
}

function concernsStructure(change: Change, used: UsedInteraction): boolean {
  const { rule, fact, location } = change;
  const subjects = fact.subjects ?? [];
  if (PARAMETER_NEEDED.includes(rule)) return subjects.some((name) => !used.sent.has(name));
  if (rule.startsWith("param.")) return subjects.some((name) => used.sent.has(name));
  if (rule.startsWith("res-header.")) return subjects.some((name) => used.read.has(name.toLowerCase()));
  if (rule.startsWith("res.")) return used.status === undefined || subjects.some((name) => isStatus(name, used.status));
  if (BODY_NEEDED.includes(rule)) return !hasBody(used);
  if (location !== undefined && BODY_LOCATIONS.includes(location)) return isAtUsedStructure(change, used);
  return true;
}

const hasBody = ({ request }: UsedInteraction): boolean => request.schemas.size > 0;

function isStatus(name: string, status: string | undefined): boolean {
  return name === status || name === "default" || name.toUpperCase() === `${status?.[0]}XX`;
}

function isAtUsedStructure(change: Change, used: UsedInteraction): boolean {
  const { structure } = placesOf(change, used);
  return [change.fact.base.pointer, change.fact.revision.pointer].some((pointer) => structure.has(pointer));
}
