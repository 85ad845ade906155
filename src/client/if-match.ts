/**
 * The header that makes a change hold only for the version that was read (RFC 9110 §13.1.1).
 * @param response of the read @throws Error when the answer has no entity tag
 */
export function ifMatch(response: Response): { readonly "If-Match": string } {
  const entityTag = response.headers.get("etag");
  if (entityTag === null) throw new Error(`the answer of ${response.url} has no ETag`);
  return { "If-Match": entityTag };
}
