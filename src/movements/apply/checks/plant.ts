import { type MovementCheck, refuse } from "./movement-context.js";

/** The plant works. */
export const checkPlant: MovementCheck = ({ plantCode }, { profile, records }) => {
  const isActive = profile.status === "ACTIVE" && records.find("plant", plantCode)?.status !== "INACTIVE";
  if (isActive) return [];
  const message = `Plant ${plantCode} is not active.`;
  const fix = "Set status ACTIVE in the plant folder and in the plant's master data.";
  return [refuse("PLANT_INACTIVE", "/plantCode", message, fix)];
};
