import type { Clock } from "../../kernel/clock.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK } from "../../platform/platform-tokens.js";
import { PlantDirectory } from "../../plants/public.js";
import { OfflineBuffer } from "./offline-buffer.js";
import { PlantLinks } from "./plant-links.js";
import { TrackPlantLink } from "./track-plant-link.js";

/** Wiring of the link to plants, a part of the orders module. */
export const LINK_PROVIDERS = [
  {
    provide: PlantLinks,
    inject: [UnitOfWork, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new PlantLinks(unitOfWork, clock),
  },
  {
    provide: TrackPlantLink,
    inject: [PlantLinks, AuditLog, Outbox],
    useFactory: (links: PlantLinks, audit: AuditLog, outbox: Outbox) => new TrackPlantLink(links, audit, outbox),
  },
  {
    provide: OfflineBuffer,
    inject: [PlantDirectory, PlantLinks, UnitOfWork, CLOCK],
    useFactory: (plants: PlantDirectory, links: PlantLinks, unitOfWork: UnitOfWork, clock: Clock) =>
      new OfflineBuffer(plants, links, unitOfWork, clock),
  },
];
