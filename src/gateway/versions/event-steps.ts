import type { EventStep } from "../../platform/messaging/event-versions.js";
import type { ApiBinding } from "../operation.js";
import { NotRepresentable } from "./not-representable.js";
import type { EventChange, VersionChange } from "./version-change.js";

/** The events' part of the version changes of all APIs, for the feed; the stream of an API has its name. */
export function eventSteps(bindings: readonly ApiBinding[]): readonly EventStep[] {
  return bindings.flatMap(({ api, versions }) =>
    (versions?.changes ?? []).flatMap((change) =>
      Object.entries(change.events ?? {}).map(([name, event]) => toStep(api, name, change, event)),
    ),
  );
}

function toStep(stream: string, name: string, { from, to }: VersionChange, change: EventChange): EventStep {
  return {
    stream,
    name,
    older: from,
    newer: to,
    down: (data) => {
      try {
        return change.down(data);
      } catch (error) {
        if (error instanceof NotRepresentable) return undefined;
        throw error;
      }
    },
  };
}
