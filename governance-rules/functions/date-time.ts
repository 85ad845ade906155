import { dereference } from "./reading/dereference.js";
import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { schemaPlaces } from "./reading/schema-places.js";
import { isObject, listOf, objectOf, type Path, textOf } from "./reading/values.js";

const POINT = /(?:[a-z]At|[Tt]imestamp)$|^(?:time|at)$/;
const DAY = /(?:^date|Date)$/;

/** A moment is an RFC 3339 date-time with its offset, a business day is a date; neither is a number. */
export default function dateTime(target: unknown): Judgement {
  const moments = schemaPlaces(target).flatMap(({ schema, path }) =>
    Object.entries(objectOf(schema["properties"]))
      .filter(([name]) => POINT.test(name) || DAY.test(name))
      .map(([name, property]) => ({ name, ...dereference(target, property, [...path, "properties", name]) }))
      .filter(({ value }) => isObject(value)),
  );
  return judgement(moments.flatMap(judge), moments.length);
}

function judge(moment: { readonly name: string; readonly value: unknown; readonly path: Path }): Result[] {
  const { type, format } = objectOf(moment.value);
  const types = typeof type === "string" ? [type] : listOf(type);
  const allowed = DAY.test(moment.name) ? ["date", "date-time"] : ["date-time"];
  if (types.includes("string") && allowed.includes(textOf(format))) return [];
  const message = `${moment.name} must be a string with format ${allowed.join(" or ")}`;
  return [{ message, path: moment.path }];
}
