import { sha256Hex } from "../../kernel/hash.js";
import type { PlantProfile } from "../../plants/public.js";
import { checkFileDate } from "./check-file-date.js";
import type { ImportOutcome } from "./report/file-report.js";
import { FindingList } from "./finding-list.js";
import type { GovernedCall } from "./mapping/governed-documents.js";
import { mapMessage } from "./mapping/map-message.js";
import type { B2mmlMessage, MessageKind } from "./message/b2mml-message.js";
import { readMessage } from "./message/read-message.js";
import { readXml } from "./xml/read-xml.js";

/** A file as it reached the plant. */
export interface B2mmlFile {
  /** Name without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file, read and mapped; nothing has been sent. */
export interface ReadFile {
  readonly checksum: string;
  readonly kind: MessageKind | undefined;
  /** TAKEN here means: nothing stands in the way of sending the calls. */
  readonly outcome: ImportOutcome;
  /** Empty when a finding is an ERROR: a file is sent whole or not at all. */
  readonly calls: readonly GovernedCall[];
  readonly findings: FindingList;
}

/** Reads a file and maps it for its plant; pure, every fault becomes a finding. */
export function readFile(file: B2mmlFile, profile: PlantProfile): ReadFile {
  const findings = new FindingList();
  const checksum = sha256Hex(file.bytes);
  const root = readXml(file.bytes, findings);
  if (root === undefined) return { checksum, kind: undefined, outcome: "UNREADABLE", calls: [], findings };
  const message = readMessage(root, findings);
  const calls = message === undefined ? [] : mapFile(file.name, message, profile, findings);
  const isRefused = findings.hasErrors;
  return {
    checksum,
    kind: message?.kind,
    outcome: isRefused ? "REFUSED" : "TAKEN",
    calls: isRefused ? [] : calls,
    findings,
  };
}

function mapFile(name: string, message: B2mmlMessage, profile: PlantProfile, findings: FindingList): GovernedCall[] {
  checkFileDate(name, message.header, findings);
  return mapMessage(message, { profile, header: message.header, findings });
}
