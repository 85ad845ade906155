#!/usr/bin/env bash
# Writes the markdown reports as one comment on the pull request, and replaces that comment at every later run.
set -euo pipefail

: "${REPORTS:?}" "${REPOSITORY:?}" "${NUMBER:?}"
if ! compgen -G "$REPORTS/*.md" >/dev/null; then
  echo "no report was written, so there is nothing to comment; see the step before" >&2
  exit 0
fi
marker="<!-- interlock:review -->"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  echo "$marker"
  cat "$REPORTS"/*.md
} >"$body"
# GitHub refuses more than 65,536 characters; several reports together may be longer than each alone.
if (($(wc -m <"$body") > 64000)); then
  head -c 62000 "$body" | iconv -c -t utf-8 >"$body.whole"
  # The entry that is cut through goes as well: what it leaves open would swallow the notice.
  last=$(grep -n '^##' "$body.whole" | tail -n 1 | cut -d : -f 1)
  head -n "$((last - 1))" "$body.whole" >"$body.cut"
  rm "$body.whole"
  printf '\n\n**The comment is cut here;** the job summary and its reports have everything.\n' >>"$body.cut"
  mv "$body.cut" "$body"
fi
known=$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id")
known=${known%%$'\n'*}
if [[ -n $known ]]; then
  gh api --method PATCH "repos/$REPOSITORY/issues/comments/$known" --field body=@"$body" --silent
else
  gh api --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --field body=@"$body" --silent
fi
