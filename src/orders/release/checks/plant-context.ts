import type { Finding } from "../../../kernel/finding.js";
import { type Weekday, instantOf, plantDate } from "../../../plants/public.js";
import type { OrderRelease } from "../../order-release.js";
import { type PlantCheck, type PlantData, refuse, warn } from "./release-check.js";

/** The plant works, belongs to the ERP that sends the order, and can book in the planned time (domain §5(a) 6). */
export const checkPlantContext: PlantCheck = (order, data, now) => [
  ...checkStatus(order, data),
  ...checkMatch(order, data),
  ...checkCalendar(order, data),
  ...checkPostingPeriods(order, data, now),
];

/** Key of the plant's calendar month at a time, as posting periods are keyed. */
export function postingPeriodKey(companyCode: string, instant: Date, timeZone: string): string {
  return `${companyCode}/${plantDate(instant, timeZone).slice(0, 7)}`;
}

function checkStatus(order: OrderRelease, { profile, records }: PlantData): Finding[] {
  const isActive = profile.status === "ACTIVE" && records.find("plant", order.plantCode)?.status !== "INACTIVE";
  if (isActive) return [];
  const message = `Plant ${order.plantCode} is not active.`;
  return [
    refuse(
      "PLANT_INACTIVE",
      "/plantCode",
      message,
      "Set status ACTIVE in the plant folder and in the plant's master data.",
    ),
  ];
}

function checkMatch(order: OrderRelease, { profile, records }: PlantData): Finding[] {
  const findings: Finding[] = [];
  const record = records.find("plant", order.plantCode);
  if (order.erpSystem !== profile.systems.erp.name) {
    const message = `The order comes from ${order.erpSystem}; plant ${order.plantCode} posts to ${profile.systems.erp.name}.`;
    findings.push(
      refuse(
        "PLANT_MISMATCH",
        "/erpSystem",
        message,
        "Release the order from the plant's ERP, or correct systems.erp.name.",
      ),
    );
  }
  if (
    record !== undefined &&
    (record.erpSystem !== profile.systems.erp.name || record.companyCode !== profile.companyCode)
  ) {
    const message = `Master data puts plant ${order.plantCode} under ${record.erpSystem}/${record.companyCode}, its profile under ${profile.systems.erp.name}/${profile.companyCode}.`;
    findings.push(refuse("PLANT_MISMATCH", "/plantCode", message, "Make the plant record and the plant folder agree."));
  }
  return findings;
}

const WEEKDAYS: readonly Weekday[] = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

function checkCalendar(order: OrderRelease, { profile, records }: PlantData): Finding[] {
  const calendar = records.find("plant", order.plantCode)?.calendar;
  if (calendar === undefined) return [];
  const date = plantDate(instantOf(order.plannedStart), profile.timeZone);
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
  const isWorkingDay = calendar.workingDays.some((day) => day === weekday) && !(calendar.holidays ?? []).includes(date);
  if (isWorkingDay) return [];
  const message = `Plant ${order.plantCode} does not work on ${date}, the day of the planned start.`;
  return [warn("OUTSIDE_CALENDAR", "/plannedStart", message, "Plan another day, or correct the plant's calendar.")];
}

/** A period that is closed now may be open when its month has come; a month that is here or past will not wait. */
function checkPostingPeriods(order: OrderRelease, { profile, records }: PlantData, now: Date): Finding[] {
  const { companyCode, timeZone } = profile;
  const currentKey = postingPeriodKey(companyCode, now, timeZone);
  const seen = new Set<string>();
  return (["plannedStart", "plannedEnd"] as const).flatMap((member) => {
    const key = postingPeriodKey(companyCode, instantOf(order[member]), timeZone);
    const period = records.find("posting-period", key);
    if (seen.has(key) || period?.open === true) return [];
    seen.add(key);
    const message =
      period === undefined ? `Whether posting period ${key} is open is not known.` : `Posting period ${key} is closed.`;
    const finding = period === undefined || key > currentKey ? warn : refuse;
    return [
      finding(
        "POSTING_PERIOD_CLOSED",
        `/${member}`,
        message,
        `Open posting period ${key}, or plan the order into an open one.`,
      ),
    ];
  });
}
