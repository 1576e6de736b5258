#!/usr/bin/env bash
# Moves the rows of a database to an empty one elsewhere and loses none that was committed.
#
#   single-server-to-two-tier.sh check   says what stands in the way; changes nothing
#   single-server-to-two-tier.sh copy    stops all use of the source, copies, compares; run it again after any failure
#   single-server-to-two-tier.sh back    puts the source back into service, unless the target has been written to
#
# Needs psql and pg_dump, and a connection service file (PGSERVICEFILE) with the services `source`, whose user is a
# superuser, and `target`. Environment: DATABASE, the name on both sides (app); WORK, a folder for the dump (./move).
#
# The source is renamed, so that nobody who knows its name can write to what has been copied. The copy is one transaction:
# the target has all of it or nothing. Then every table and sequence is counted and hashed on both sides.
set -euo pipefail

database=${DATABASE:-app}
work=${WORK:-./move}
fenced=${database}_moved
# The text of a row must not depend on the settings of a server.
export PGOPTIONS='-c extra_float_digits=1 -c DateStyle=ISO,YMD -c IntervalStyle=postgres -c TimeZone=UTC -c bytea_output=hex'
export PGCONNECT_TIMEOUT=10

# Conditions switch `set -e` off in what they call, so every answer is assigned first and looked at then.
main() {
  [[ $database =~ ^[a-z_][a-z0-9_]*$ ]] || fail "DATABASE must be a plain lower-case name, got $database."
  umask 077
  mkdir -p "$work"
  case ${1-} in
    check)
      require_movable
      say 'Nothing stands in the way.'
      ;;
    copy)
      require_movable
      copy
      ;;
    back) back ;;
    *) fail "usage: $0 check | copy | back" ;;
  esac
}

copy() {
  local since from
  since=$(progress verified_at)
  if [ -n "$since" ]; then
    say "The copy was found equal on $since; nothing is left to do."
    return
  fi
  fence
  from=$(progress source)
  if [ -z "$from" ]; then
    restore
  fi
  compare
  target -c 'update database_move.progress set verified_at = now()' -c 'analyze'
  rm -f "$work/dump.sql"
  say "Every row is in the target. The source is kept as $fenced; point the app at the target."
}

# Closes the source for everybody, superusers too, ends their transactions, and gives it a name that no app knows.
fence() {
  local name
  name=$(source_name)
  if [ "$name" = "$database" ]; then
    maintenance -c "alter database \"$database\" allow_connections false"
    maintenance -c "select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = '$database'" > /dev/null
    maintenance -c "alter database \"$database\" rename to \"$fenced\""
  fi
  maintenance -c "alter database \"$fenced\" allow_connections true"
  say 'The source takes no more writes.'
}

restore() {
  local identity
  identity=$(source_identity)
  pg_dump --no-owner --no-privileges --no-publications --no-subscriptions --file "$work/dump.sql" \
    "service=source dbname=$fenced"
  cat > "$work/progress.sql" << SQL
create schema database_move;
create table database_move.progress (source text not null, copied_at timestamptz default now(), verified_at timestamptz);
insert into database_move.progress (source) values ('$identity');
SQL
  target --single-transaction --file "$work/dump.sql" --file "$work/progress.sql" > /dev/null
  say 'The target has a copy.'
}

compare() {
  fingerprints
  if ! diff -u "$work/source.txt" "$work/target.txt" >&2; then
    fail 'The target differs (- source, + target: name, rows, hashes). Do not use it; empty it and copy again.'
  fi
  awk -F '|' '/^table/ { tables++; rows += $2 }
    END { printf "Equal on both sides: %d tables, %d rows.\n", tables, rows }' "$work/source.txt"
}

back() {
  local name from
  name=$(source_name)
  [ "$name" = "$fenced" ] || fail "The source is called $name: it was not taken out of service, or it is back already."
  maintenance -c "alter database \"$fenced\" allow_connections true"
  from=$(progress source)
  if [ -n "$from" ]; then
    fingerprints
    cmp -s "$work/source.txt" "$work/target.txt" ||
      fail 'The target has been written to since the copy. Going back would lose that.'
  fi
  maintenance -c "alter database \"$fenced\" rename to \"$database\""
  say 'The source is back in service. Empty the target before the next copy.'
}

require_movable() {
  local name waiting client oldest newest
  name=$(source_name)
  waiting=$(maintenance -c "select count(*) from pg_prepared_xacts where database = '$name'")
  [ "$waiting" = 0 ] || fail "The source has $waiting prepared transactions. Commit or roll them back first."
  client=$(pg_dump --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
  oldest=$(maintenance -c "select current_setting('server_version_num')::int / 10000")
  newest=$(target -c "select current_setting('server_version_num')::int / 10000")
  if [ "$oldest" -gt "$client" ] || [ "$client" -gt "$newest" ]; then
    fail "Versions must not fall from source to pg_dump to target, got $oldest, $client, $newest."
  fi
  require_room "$name"
  require_comparable "$name"
}

# A target that has anything but our own copy is somebody else's.
require_room() {
  local from identity found
  from=$(progress source)
  if [ -n "$from" ]; then
    identity=$(source_identity)
    [ "$from" = "$identity" ] || fail 'The target has a copy of another source.'
    [ "$1" = "$fenced" ] || fail 'The source is in service, and the target has an older copy of it. Empty the target first.'
    return
  fi
  found=$(target -c "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')")
  [ "$found" = 0 ] || fail "The target is not empty: it has $found tables, indexes and sequences."
}

require_comparable() {
  local open objects extensions extension offered
  open=$(maintenance -c "select datallowconn from pg_database where datname = '$1'")
  # An earlier run got as far as closing it, and had looked before.
  [ "$open" = t ] || return 0
  objects=$(source_sql "$1" -c 'select count(*) from pg_largeobject_metadata')
  [ "$objects" = 0 ] || fail "The source has $objects large objects, which cannot be compared here."
  extensions=$(source_sql "$1" -c 'select extname from pg_extension')
  for extension in $extensions; do
    offered=$(target -c "select count(*) from pg_available_extensions where name = '$extension'")
    [ "$offered" = 1 ] || fail "The target does not offer the extension $extension."
  done
}

fingerprints() {
  fingerprint source "$fenced" > "$work/source.txt"
  fingerprint target "$database" > "$work/target.txt"
}

# A line for each table (rows, and two sums of hashes that no order changes), each sequence, and counts of all the rest.
fingerprint() {
  client "service=$1 dbname=$2" << 'SQL' | LC_ALL=C sort
set search_path = pg_catalog;
create temporary view moved as
  select c.oid, c.relkind, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'database_move')
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');
select format($$select %L, count(*), sum(('x' || substr(hash, 1, 15))::bit(60)::bigint),
    sum(('x' || substr(hash, 16, 15))::bit(60)::bigint)
  from (select md5(row_to_move::text) as hash from only %I.%I as row_to_move) as hashes$$,
  format('table %I.%I', nspname, relname), nspname, relname)
from moved where relkind in ('r', 'm') \gexec
select format('select %L, last_value, is_called from %I.%I', format('sequence %I.%I', nspname, relname), nspname, relname)
from moved where relkind = 'S' \gexec
select 'relations ' || relkind::text, count(*) from moved group by relkind;
select 'constraints ' || contype::text, count(*) from pg_constraint where conrelid in (select oid from moved) group by contype;
select 'triggers', count(*) from pg_trigger where tgrelid in (select oid from moved) and not tgisinternal;
SQL
}

# A column of what the target knows of a copy; nothing if it has none.
progress() {
  local there
  there=$(target -c "select to_regclass('database_move.progress') is not null") || return
  if [ "$there" = t ]; then
    target -c "select $1 from database_move.progress"
  fi
}

# What the source is called now.
source_name() {
  local names
  names=$(maintenance -c "select datname from pg_database where datname in ('$database', '$fenced') order by 1") || return
  case $names in
    "$database" | "$fenced") printf '%s\n' "$names" ;;
    '') fail "The source has no database $database." ;;
    *) fail "The source has both $database and $fenced: one of them is not what this moves." ;;
  esac
}

# Which server, and which database in it: stays the same when the database is renamed.
source_identity() {
  maintenance -c "select system_identifier || '/' || oid from pg_control_system(), pg_database
    where datname in ('$database', '$fenced')"
}

source_sql() { client "service=source dbname=$1" "${@:2}"; }

maintenance() { source_sql postgres "$@"; }

target() { client "service=target dbname=$database" "$@"; }

client() { psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 "$@"; }

say() { printf '%s\n' "$1"; }

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

main "$@"
