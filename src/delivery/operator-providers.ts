import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { ChangeStoppedPosting } from "./operator-change.js";
import { RecordFoundDocument } from "./operator-found.js";
import { ReplayPosting } from "./operator-replay.js";
import { PostingListeners } from "./posting-listeners.js";
import { ReleaseParkedPosting } from "./release-parked-posting.js";

/** What persons change about postings; part of the module of this capability. @param worker token of the process's name */
export const operatorProviders = (worker: string) => [
  {
    provide: ReplayPosting,
    inject: [ReleaseParkedPosting, PostingListeners, Outbox],
    useFactory: (...parts: ConstructorParameters<typeof ReplayPosting>) => new ReplayPosting(...parts),
  },
  {
    provide: ChangeStoppedPosting,
    inject: [PostingListeners, Outbox],
    useFactory: (...parts: ConstructorParameters<typeof ChangeStoppedPosting>) => new ChangeStoppedPosting(...parts),
  },
  {
    provide: RecordFoundDocument,
    inject: [UnitOfWork, PostingListeners, AuditLog, Outbox, worker],
    useFactory: (...parts: ConstructorParameters<typeof RecordFoundDocument>) => new RecordFoundDocument(...parts),
  },
];
