import { FILES_PATH } from "../addresses.js";
import { type Html, html } from "./html.js";

/** A whole page: the main part in what every page has around it. */
export function pageFrame(title: string, main: Html, head: Html = html``): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Interlock</title>
        <link rel="icon" type="image/png" href="${FILES_PATH}/favicon-32x32.png" />
        ${head}
        <link rel="stylesheet" href="${FILES_PATH}/reference.css" />
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html> `.text;
}
