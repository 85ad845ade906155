import type { Cursor } from "./cursor.js";

/** One thing both contracts may have: a path, an operation, a message, … A side that lacks it is an absent cursor. */
export interface Pair {
  /** Its name inside its holder, as a reader knows it: `GET /orders`, `query plantCode`, `404`. */
  readonly name: string;
  readonly base: Cursor;
  readonly revision: Cursor;
}

/** Something that can be announced to go: an operation, a parameter, a property, a header, a message. */
export interface AnnouncedPair extends Pair {
  /** ISO date (`2026-11-23`) the comparison is made for; without it the age of a sunset is undecided. */
  readonly today: string | undefined;
}

/** A reference that leads nowhere, and where it stands; undefined on a side that has no such fault. */
export interface UnresolvedReference {
  readonly reference: string;
  readonly basePointer: string | undefined;
  readonly revisionPointer: string | undefined;
}

export interface OperationPair extends AnnouncedPair {
  /** The whole path left the contract; its removal is one cause. */
  readonly isRemovedWithPath: boolean;
}

/** One operation of a path that left with all of its operations. */
export interface RemovedPathPair extends AnnouncedPair {
  readonly operation: Cursor;
}

/** A parameter in its explicit form: what OpenAPI leaves to defaults is filled in. */
export interface ParameterForm {
  readonly isRequired: boolean;
  readonly style: string;
  readonly isExploded: boolean;
  readonly allowsReserved: boolean;
  readonly allowsEmptyValue: boolean;
  /** Its schema admits neither arrays nor objects, so that `explode` has nothing to act on. */
  readonly isScalar: boolean;
}

export interface ParameterPair extends AnnouncedPair {
  readonly baseForm: ParameterForm;
  readonly revisionForm: ParameterForm;
}

export interface MediaTypePair extends Pair {
  /** The revision is a range (`application/*`) where the base names one type. */
  readonly isRangeWidened: boolean;
}

export interface ResponsePair extends Pair {
  readonly isSuccess: boolean;
  /** The revision still answers this status by a range (`2XX`), or an error by `default`. */
  readonly isCovered: boolean;
}

/** What a caller must present: schemes with their scopes, all of one set at once, any of the sets. */
export interface CredentialSet {
  readonly pointer: string;
  /** Scope lists by security scheme name. */
  readonly scopes: ReadonlyMap<string, readonly string[]>;
}

export interface SecurityPair extends Pair {
  readonly baseSets: readonly CredentialSet[];
  readonly revisionSets: readonly CredentialSet[];
}

export interface ServersPair extends Pair {
  readonly baseUrls: readonly string[];
  readonly revisionUrls: readonly string[];
}

export interface ChannelPair extends Pair {
  readonly baseAddress: string | undefined;
  readonly revisionAddress: string | undefined;
}

/** A message as it counts: traits applied, content type and payload format made explicit. */
export interface MessageForm {
  readonly contentType: string | undefined;
  readonly correlationId: Cursor;
  /** CloudEvents `type`, where the payload or the headers fix it. */
  readonly cloudEventType: string | undefined;
  /** The payload's schema language without version and parameters. */
  readonly schemaLanguage: string;
  readonly payload: Cursor;
}

export interface MessagePair extends AnnouncedPair {
  readonly baseForm: MessageForm;
  readonly revisionForm: MessageForm;
}

export interface MessageOperationPair extends AnnouncedPair {
  readonly baseAction: string;
  readonly revisionAction: string;
  /** Same name or same address. */
  readonly isChannelKept: boolean;
}

/** What is known of the whole comparison once every other change is judged. */
export interface VersionPair extends Pair {
  readonly hasBreaking: boolean;
  readonly hasChanges: boolean;
}

/** What each kind of subject is; a rule watches one kind. */
export interface SubjectKinds {
  readonly format: Pair;
  readonly reference: UnresolvedReference;
  readonly contract: Pair;
  readonly version: VersionPair;
  readonly "removed-path": RemovedPathPair;
  readonly operation: OperationPair;
  readonly parameter: ParameterPair;
  readonly "parameter-content": Pair;
  readonly "request-body": Pair;
  readonly "media-type": MediaTypePair;
  readonly encoding: Pair;
  readonly response: ResponsePair;
  readonly "response-header": ParameterPair;
  readonly servers: ServersPair;
  readonly callback: Pair;
  readonly webhook: Pair;
  readonly link: Pair;
  readonly security: SecurityPair;
  readonly "security-scheme": Pair;
  readonly announced: AnnouncedPair;
  readonly extension: Pair;
  readonly channel: ChannelPair;
  readonly message: MessagePair;
  readonly "message-operation": MessageOperationPair;
  readonly reply: Pair;
  readonly binding: Pair;
}

export type SubjectKind = keyof SubjectKinds;
