import { type Judgement, judgement } from "./reading/judgement.js";
import { quantitiesOf } from "./reading/quantities.js";

/** A quantity without its unit is a guess. */
export default function quantityUnitPair(target: unknown): Judgement {
  const quantities = quantitiesOf(target);
  const results = quantities
    .filter(({ unit }) => unit === undefined)
    .map(({ name, path }) => ({ message: `${name} has no unit next to it (unit, uom or ${name}Unit)`, path }));
  return judgement(results, quantities.length);
}
