#!/bin/sh
# Says where this machine's own PostgreSQL may be used for tests, and makes a database there.
# Debian's package is enough: apt-get install postgresql. As root, or where sudo asks nothing.
set -eu
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else sudo -n -u postgres "$@"; fi; }
command -v pg_ctlcluster > /dev/null || { echo "no PostgreSQL here: apt-get install postgresql" >&2; exit 1; }
set -- $(pg_lsclusters --no-header | head -n 1)
[ "$4" = online ] || pg_ctlcluster "$1" "$2" start >&2
as_postgres psql --quiet --port="$3" --dbname=postgres --no-psqlrc >&2 <<SQL
DO \$\$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sequelwatch_test') THEN
    CREATE ROLE sequelwatch_test LOGIN PASSWORD 'sequelwatch_test';
  END IF;
END \$\$;
ALTER ROLE sequelwatch_test SET synchronous_commit = off;  -- nobody minds what a power cut takes from a test
SELECT 'CREATE DATABASE sequelwatch_test OWNER sequelwatch_test'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'sequelwatch_test') \\gexec
SQL
echo "postgresql://sequelwatch_test:sequelwatch_test@127.0.0.1:$3/sequelwatch_test"
