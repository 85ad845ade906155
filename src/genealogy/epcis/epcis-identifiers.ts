import { sha256Hex } from "../../kernel/hash.js";

/**
 * A lot as an EPC class: a GS1 Digital Link URI where the material has a GTIN (GS1 Digital Link 1.2 §4.4, keys 01 and 10),
 * else a URN of Interlock's own, since a material number is no GS1 key.
 */
export function lotUri(materialNumber: string, lotNumber: string, gtin: string | null): string {
  const lot = encodeURIComponent(lotNumber);
  return gtin === null
    ? `urn:interlock:lot:${encodeURIComponent(materialNumber)}:${lot}`
    : `https://id.gs1.org/01/${gtin}/10/${lot}`;
}

/** A handling unit by its SSCC-18 (key 00). */
export const handlingUnitUri = (sscc: string): string => `https://id.gs1.org/00/${sscc}`;

export const orderUri = (plantCode: string, orderNumber: string): string =>
  `urn:interlock:order:${encodeURIComponent(plantCode)}:${encodeURIComponent(orderNumber)}`;

export const plantUri = (plantCode: string): string => `urn:interlock:plant:${encodeURIComponent(plantCode)}`;

/** The same event has the same id in every export: a UUID of version 8 (RFC 9562 §5.8) from what the event is about. */
export function eventUri(...parts: readonly string[]): string {
  const hex = sha256Hex(parts.join("\n"));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Offset of the time zone at the instant, such as `+01:00` (EPCIS 2.0 §7.3.3, eventTimeZoneOffset). */
export function zoneOffset(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "+00:00" : name.slice("GMT".length);
}
