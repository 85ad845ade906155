import { InterlockError } from "../kernel/problem.js";
import type { PlantProfile } from "../plants/public.js";
import type { ConnectorFactory, ErpConnector, MesConnector } from "./connector.js";
import { connectorProblems } from "./problems.js";

/** Gives each plant the connectors its profile names; made once per version of the profile. */
export class ConnectorRegistry {
  readonly #erp: Cache<ErpConnector>;
  readonly #mes: Cache<MesConnector>;

  constructor(
    erpFactories: readonly ConnectorFactory<ErpConnector>[],
    mesFactories: readonly ConnectorFactory<MesConnector>[],
  ) {
    this.#erp = new Cache(erpFactories, "erp");
    this.#mes = new Cache(mesFactories, "mes");
  }

  /**
   * @throws InterlockError CONNECTOR_UNKNOWN when no adapter has the name, or when the adapter cannot read documents
   * back: a send without an answer could then never be settled without risking a second document.
   */
  erp(profile: PlantProfile): ErpConnector {
    const connector = this.#erp.connectorOf(profile, profile.systems.erp.adapter);
    if (connector.capabilities.readBack) return connector;
    throw new InterlockError(connectorProblems.CONNECTOR_UNKNOWN, {
      plantCode: profile.plant,
      detail: `systems.erp.adapter "${profile.systems.erp.adapter}" cannot read documents back; choose an adapter that can.`,
    });
  }

  /** @throws InterlockError CONNECTOR_UNKNOWN when no adapter has the name. */
  mes(profile: PlantProfile): MesConnector {
    return this.#mes.connectorOf(profile, profile.systems.mes.adapter);
  }
}

/** The last connector of each plant; a profile that says the same again keeps it. */
class Cache<Connector> {
  readonly #byPlant = new Map<
    string,
    { readonly profile: PlantProfile; readonly text: string; readonly connector: Connector }
  >();

  constructor(
    private readonly factories: readonly ConnectorFactory<Connector>[],
    private readonly system: "erp" | "mes",
  ) {}

  connectorOf(profile: PlantProfile, adapter: string): Connector {
    const known = this.#byPlant.get(profile.plant);
    if (known?.profile === profile) return known.connector;
    const text = JSON.stringify([profile.systems, profile.mappings]);
    const connector = known?.text === text ? known.connector : this.#create(profile, adapter);
    this.#byPlant.set(profile.plant, { profile, text, connector });
    return connector;
  }

  #create(profile: PlantProfile, adapter: string): Connector {
    const factory = this.factories.find((candidate) => candidate.adapter === adapter);
    if (factory !== undefined) return factory.create(profile);
    const known = this.factories.map((candidate) => candidate.adapter).join(", ");
    throw new InterlockError(connectorProblems.CONNECTOR_UNKNOWN, {
      plantCode: profile.plant,
      detail: `systems.${this.system}.adapter is "${adapter}"; it must be one of: ${known}.`,
    });
  }
}
