import type { Change } from "../breaking/change.js";
import type { ChangePlaces } from "./change-places.js";
import type { ContractPair } from "./contract-pair.js";
import { ExchangeWitnessFinder } from "./exchange/find-exchange-witness.js";
import { SchemaWitnessFinder, type WitnessSearch } from "./find-schema-witness.js";
import type { WitnessedChange } from "./witness.js";

/** Adds to each change what can be shown about it and what it touches. */
export class ChangeProver {
  readonly #schemas: SchemaWitnessFinder;
  readonly #exchanges: ExchangeWitnessFinder;

  constructor(
    pair: ContractPair,
    private readonly places: ChangePlaces,
  ) {
    this.#schemas = new SchemaWitnessFinder(pair, places);
    this.#exchanges = new ExchangeWitnessFinder(pair);
  }

  /** Compatible changes are not looked at: nobody has to be convinced of them, and nobody is hurt. */
  prove(change: Change): WitnessedChange {
    const { schemaPair, verdict } = change;
    if (verdict === "compatible") return { ...change, touches: [] };
    const search = schemaPair === undefined ? this.#exchanges.find(change) : this.#schemas.find(change, schemaPair);
    const touches = this.places.touchedBy(change, this.#schemas.sidesOf(change));
    return { ...(verdict === "breaking" ? proven(change, search) : decided(change, search)), touches };
  }
}

type Proven = Omit<WitnessedChange, "touches">;

function proven(change: Change, { witness, gap }: WitnessSearch): Proven {
  if (witness !== undefined) return { ...change, certainty: "proven-breaking", witness };
  return { ...change, certainty: "derived-breaking", witnessGap: gap ?? "none was found" };
}

/** A doubt ends where a value shows the break. */
function decided(change: Change, { witness }: WitnessSearch): Proven {
  if (witness === undefined) return change;
  return { ...change, verdict: "breaking", severity: "ERROR", certainty: "proven-breaking", witness };
}
