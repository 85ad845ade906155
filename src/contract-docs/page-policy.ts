/**
 * Content-Security-Policy of the reference pages, in place of the one for answers that are data. Scripts and styles are
 * files of this server only: nothing inline, no `eval`, nothing from elsewhere, and no form leads away. What Swagger UI
 * needs besides is `data:` for images: its style sheet draws arrows and check marks from data addresses. It sets styles
 * through the CSSOM, which `style-src 'self'` allows; no `unsafe-inline` is needed.
 */
export const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
