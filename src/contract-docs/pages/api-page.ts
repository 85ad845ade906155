import { FILES_PATH, documentAddress } from "../addresses.js";
import type { DescribedContract } from "../served-contracts.js";
import { contractHeading } from "./contract-heading.js";
import { html } from "./html.js";
import { pageFrame } from "./page-frame.js";

/** Page of an OpenAPI contract; Swagger UI draws it in the browser. */
export function apiPage(contract: DescribedContract): string {
  return pageFrame(
    `${contract.title} ${contract.line.major}`,
    html`${contractHeading(contract)}
      <noscript><p>The operations are drawn by a script; without it read the document.</p></noscript>
      <div id="reference" data-document="${documentAddress(contract.line)}"></div>`,
    html`<link rel="stylesheet" href="${FILES_PATH}/swagger-ui.css" />
      <script src="${FILES_PATH}/swagger-ui-bundle.js" defer></script>
      <script src="${FILES_PATH}/reference.js" defer></script>`,
  );
}
