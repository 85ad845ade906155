import { type MovementCheck, refuse } from "./movement-context.js";

/** Findings, postings and people speak of lines by their number. */
export const checkLines: MovementCheck = ({ lines }) =>
  lines.flatMap(({ lineNumber }, index) => {
    const isFirst = lines.findIndex((line) => line.lineNumber === lineNumber) === index;
    if (isFirst) return [];
    const message = `The line number ${lineNumber} is used twice.`;
    return [
      refuse("LINE_NUMBER_REPEATED", `/lines/${index}/lineNumber`, message, "Give every line a number of its own."),
    ];
  });
