import { pactText } from "../pact-files.js";

const text = pactText("c1", "p1", ["/orders/1"]);

/** What version 1 of c1 publishes for p1. */
export const publishedPact = {
  text,
  document: JSON.parse(text) as object,
  base64: Buffer.from(text).toString("base64"),
};
