#!/usr/bin/env bash
# Reviews contracts in a pipeline: `review.sh github|gitlab`, settings in variables (see the files that call it).
# Every contract is judged before the script fails, so that one run shows everything.
set -uo pipefail

annotations=${1:?"say github or gitlab"}
: "${CONTRACTS:?"no contract is named"}" "${REPORTS:?"no folder for reports is named"}"
read -ra interlock <<<"${INTERLOCK:-npx --no-install interlock}"
mkdir -p "$REPORTS" || exit 3
mapfile -t contracts < <(printf '%s\n' "$CONTRACTS" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//' | sed '/^$/d')
if [[ ${#contracts[@]} -eq 0 ]]; then
  echo "no contract is named" >&2
  exit 2
fi
judgement=(--fail-on "${FAIL_ON:-error}" --format "$([[ $annotations == github ]] && echo github || echo text)")
if [[ -n ${WAIVERS:-} && -f $WAIVERS ]]; then judgement+=(--waivers "$WAIVERS"); fi
worst=0

# review <name> <command…>: the exit code that is furthest from ok stays
review() {
  local name=$1 code
  shift
  "${interlock[@]}" "$@" "${judgement[@]}" --output "$REPORTS/$name.md" --output "$REPORTS/$name.html" \
    --output "$REPORTS/$name.json" --output "$REPORTS/$name.sarif" --output "$REPORTS/$name.xml" \
    --output "gitlab=$REPORTS/$name.code-quality.json"
  code=$?
  if ((code > worst)); then worst=$code; fi
}

review lint lint --profile "${LINT_PROFILE:-strict}" "${contracts[@]}"
if [[ -n ${BASE:-} ]]; then
  git rev-parse --verify --quiet "$BASE^{commit}" >/dev/null || {
    echo "the revision $BASE is not in this clone; fetch it, or check out with full history" >&2
    exit 3
  }
  number=0
  for contract in "${contracts[@]}"; do
    number=$((number + 1))
    # A contract that is new at this revision has nobody to break.
    git cat-file -e "$BASE:./$contract" 2>/dev/null || continue
    review "diff-$number" diff "git:$BASE:$contract" "$contract" --profile "${DIFF_PROFILE:-strict}"
  done
fi
if [[ -n ${GITHUB_OUTPUT:-} ]]; then echo "report-folder=$REPORTS" >>"$GITHUB_OUTPUT"; fi
# GitHub drops a summary of more than 1 MiB altogether.
if [[ -n ${GITHUB_STEP_SUMMARY:-} ]] && compgen -G "$REPORTS/*.md" >/dev/null; then
  cat "$REPORTS"/*.md | head -c 1000000 >>"$GITHUB_STEP_SUMMARY"
fi
exit "$worst"
