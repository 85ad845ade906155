import type { Conjunction } from "../breaking/schema/conjunction.js";
import { type InstancePlace, placesIn, pointersAt } from "./instance-place.js";
import type { ValueMaker } from "./value-maker.js";

interface IndexedPlace {
  readonly place: InstancePlace;
  readonly pointers: ReadonlySet<string>;
}

/** Finds the places in values of one schema by the pointers of the schemas that speak about them; built once. */
export class PlaceIndex {
  /** False when there are more places than are listed: the schema recurs, or is very large. */
  readonly isComplete: boolean;
  readonly placeCount: number;
  readonly #places = new Map<string, IndexedPlace[]>();

  constructor(maker: ValueMaker, root: Conjunction) {
    const walk = placesIn(maker, root);
    let placeCount = 0;
    let step = walk.next();
    for (; step.done !== true; step = walk.next()) {
      this.#add(step.value, pointersAt(maker, step.value));
      placeCount += 1;
    }
    this.isComplete = step.value;
    this.placeCount = placeCount;
  }

  /** Places that all of these schemas speak about, nearest first. */
  find(pointers: readonly string[]): InstancePlace[] {
    const [first] = pointers;
    const candidates = first === undefined ? [] : (this.#places.get(first) ?? []);
    return candidates.filter((own) => pointers.every((pointer) => own.pointers.has(pointer))).map(({ place }) => place);
  }

  #add(place: InstancePlace, pointers: ReadonlySet<string>): void {
    for (const pointer of pointers) {
      const known = this.#places.get(pointer);
      if (known === undefined) this.#places.set(pointer, [{ place, pointers }]);
      else known.push({ place, pointers });
    }
  }
}
