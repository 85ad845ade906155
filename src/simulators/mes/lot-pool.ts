/** Part of the MES simulator: takes a component from its lots one after the other. */
import type { Behaviour } from "./behaviour.js";
import type { MesComponent } from "./mes-order.js";
import { fromMicros, toMicros } from "./split-amount.js";

interface Lot {
  readonly lotNumber: string;
  left: bigint;
}

export class LotPool {
  readonly #lots: readonly Lot[];

  constructor(component: MesComponent, behaviour: Behaviour) {
    const total = toMicros(component.quantity.value);
    this.#lots = lotsOf(component, behaviour).map(({ lotNumber, micros }, index, all) => ({
      lotNumber,
      left:
        micros ??
        (index === all.length - 1 ? total - (total / BigInt(all.length)) * BigInt(index) : total / BigInt(all.length)),
    }));
  }

  /** The lots of the next amount; empty for a material without lots. */
  take(micros: bigint, unit: string): { lotNumber: string; quantity: { value: string; unit: string } }[] {
    const taken: { lotNumber: string; quantity: { value: string; unit: string } }[] = [];
    let missing = micros;
    this.#lots.forEach((lot, index) => {
      // The last lot gives what the others could not, since the order's quantity has to come from somewhere.
      const part = index === this.#lots.length - 1 ? missing : min(lot.left, missing);
      if (part <= 0n) return;
      lot.left -= part;
      missing -= part;
      taken.push({ lotNumber: lot.lotNumber, quantity: { value: fromMicros(part), unit } });
    });
    return taken;
  }
}

function lotsOf(component: MesComponent, behaviour: Behaviour): { lotNumber: string; micros?: bigint }[] {
  const { allocatedLots, lotNumber, materialNumber, componentLine } = component;
  if (allocatedLots !== undefined && allocatedLots.length > 0) {
    return allocatedLots.map((lot) => ({ lotNumber: lot.lotNumber, micros: toMicros(lot.quantity.value) }));
  }
  if (lotNumber !== undefined) return [{ lotNumber }];
  if (component.lotRequired !== true) return [];
  return (behaviour.lots[materialNumber] ?? [`A-${componentLine}`, `B-${componentLine}`]).map((name) => ({
    lotNumber: name,
  }));
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
