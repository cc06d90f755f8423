#!/bin/sh
# Builds static/network/sigma.min.js, with the licences of what is in it. Needs node; the result is kept in the repository.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts
out=../static/network
./node_modules/.bin/esbuild entry.js --bundle --minify --format=iife --global-name=kithMap --legal-comments=none --outfile=$out/sigma.min.js
for name in sigma graphology graphology-utils events; do
  printf '%s\n\n' "$name"
  cat node_modules/$name/LICENSE*
  printf '\n\n'
done > $out/sigma.licences.txt
