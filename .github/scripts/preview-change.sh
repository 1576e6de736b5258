#!/usr/bin/env bash
# Previews an environment against a base and writes Markdown to a file, also when the preview fails. Exits as the preview does.
# Usage: preview-change.sh <environment> <base git ref> <file>
set -uo pipefail
environment=$1 base=$2 file=$3
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

preview() {
  npm run --silent preview -- "$environment" --markdown "$@" >"$file" 2>"$errors"
}

preview --against "$base"
status=$?
if [ "$status" -ge 2 ]; then
  # The base may not know this environment, or not work: then this change is all there is to show.
  preview
  status=$?
fi
if [ "$status" -ge 2 ]; then
  {
    echo "<!-- zero-to-millions preview failed/$environment -->"
    echo "## $environment could not be previewed"
    echo
    sed 's/^/    /' "$errors"
  } >"$file"
fi
cat "$errors" >&2
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$file" >>"$GITHUB_STEP_SUMMARY"; fi
exit "$status"
