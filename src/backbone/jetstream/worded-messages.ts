import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import type { EventVersions, SpokenVersions } from "../../platform/messaging/event-versions.js";
import { eventSubject } from "./event-subject.js";

/** One message of JetStream. */
export interface WordedMessage {
  readonly subject: string;
  /** What JetStream knows a repeat by. */
  readonly messageId: string;
  readonly event: CloudEvent;
}

const NO_VERSIONS: SpokenVersions = new Map();
const MAJOR = /v[1-9][0-9]*$/;

/**
 * An event on its own subject, and in the words of each older version on the subject of that version: a consumer names the
 * version it speaks by the subject it reads. All of them have the id of the event, by which readers of several subjects
 * know them for one. What an older version has no words for stands there in its newer type, as in the feed: neither lost
 * nor told wrongly.
 */
export function wordedMessages(event: CloudEvent, versions: EventVersions): readonly WordedMessage[] {
  const { type, plantcode } = event;
  const older = versions.olderTypes(type).map((olderType): WordedMessage => {
    const subject = eventSubject(plantcode === undefined ? { type: olderType } : { type: olderType, plantcode });
    const messageId = `${event.id}/${MAJOR.exec(olderType)?.[0]}`;
    return { subject, messageId, event: versions.word(event, olderType, NO_VERSIONS) };
  });
  return [{ subject: eventSubject(event), messageId: event.id, event }, ...older];
}
