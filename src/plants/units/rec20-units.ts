/** One unit of UNECE Recommendation 20: num/den of the coherent unit of its dimension. */
export interface Rec20Unit {
  readonly code: string;
  readonly dimension: Dimension;
  readonly num: bigint;
  readonly den: bigint;
}

export type Dimension = "mass" | "volume" | "length" | "area" | "time" | "count" | "ratio" | "energy";

const unit = (code: string, dimension: Dimension, num: bigint, den: bigint = 1n): Rec20Unit => ({
  code,
  dimension,
  num,
  den,
});

/**
 * The units production orders use, with factors that are exact by definition (SI prefixes; international yard and
 * pound of 1959; US liquid gallon of 231 cubic inches; imperial gallon of 4.54609 litres).
 * Coherent units: KGM, LTR, MTR, MTK, SEC, C62, P1 (percent), JOU.
 */
export const REC20_UNITS: readonly Rec20Unit[] = [
  unit("KGM", "mass", 1n),
  unit("GRM", "mass", 1n, 1_000n),
  unit("MGM", "mass", 1n, 1_000_000n),
  unit("MC", "mass", 1n, 1_000_000_000n),
  unit("DTN", "mass", 100n),
  unit("TNE", "mass", 1_000n),
  unit("KTN", "mass", 1_000_000n),
  unit("LBR", "mass", 45_359_237n, 100_000_000n),
  unit("ONZ", "mass", 45_359_237n, 1_600_000_000n),
  unit("STN", "mass", 90_718_474n, 100_000n),
  unit("LTN", "mass", 10_160_469_088n, 10_000_000n),

  unit("LTR", "volume", 1n),
  unit("DLT", "volume", 1n, 10n),
  unit("CLT", "volume", 1n, 100n),
  unit("MLT", "volume", 1n, 1_000n),
  unit("4G", "volume", 1n, 1_000_000n),
  unit("HLT", "volume", 100n),
  unit("CMQ", "volume", 1n, 1_000n),
  unit("DMQ", "volume", 1n),
  unit("MTQ", "volume", 1_000n),
  unit("INQ", "volume", 16_387_064n, 1_000_000_000n),
  unit("FTQ", "volume", 28_316_846_592n, 1_000_000_000n),
  unit("GLL", "volume", 3_785_411_784n, 1_000_000_000n),
  unit("GLI", "volume", 454_609n, 100_000n),
  unit("PTL", "volume", 473_176_473n, 1_000_000_000n),
  unit("QTL", "volume", 946_352_946n, 1_000_000_000n),
  unit("OZA", "volume", 295_735_295_625n, 10_000_000_000_000n),

  unit("MTR", "length", 1n),
  unit("DMT", "length", 1n, 10n),
  unit("CMT", "length", 1n, 100n),
  unit("MMT", "length", 1n, 1_000n),
  unit("4H", "length", 1n, 1_000_000n),
  unit("KMT", "length", 1_000n),
  unit("INH", "length", 254n, 10_000n),
  unit("FOT", "length", 3_048n, 10_000n),
  unit("YRD", "length", 9_144n, 10_000n),
  unit("SMI", "length", 1_609_344n, 1_000n),

  unit("MTK", "area", 1n),
  unit("DMK", "area", 1n, 100n),
  unit("CMK", "area", 1n, 10_000n),
  unit("MMK", "area", 1n, 1_000_000n),
  unit("HAR", "area", 10_000n),
  unit("INK", "area", 64_516n, 100_000_000n),
  unit("FTK", "area", 9_290_304n, 100_000_000n),
  unit("YDK", "area", 83_612_736n, 100_000_000n),

  unit("SEC", "time", 1n),
  unit("C26", "time", 1n, 1_000n),
  unit("MIN", "time", 60n),
  unit("HUR", "time", 3_600n),
  unit("DAY", "time", 86_400n),
  unit("WEE", "time", 604_800n),

  unit("C62", "count", 1n),
  unit("EA", "count", 1n),
  unit("H87", "count", 1n),
  unit("PR", "count", 2n),
  unit("DZN", "count", 12n),
  unit("GRO", "count", 144n),
  unit("CEN", "count", 100n),
  unit("MIL", "count", 1_000n),
  unit("MIO", "count", 1_000_000n),

  unit("P1", "ratio", 1n),
  unit("59", "ratio", 1n, 10_000n),

  unit("JOU", "energy", 1n),
  unit("KJO", "energy", 1_000n),
  unit("3B", "energy", 1_000_000n),
  unit("WHR", "energy", 3_600n),
  unit("KWH", "energy", 3_600_000n),
  unit("MWH", "energy", 3_600_000_000n),
];
