#!/usr/bin/env bash
# The database's image runs this when its volume is empty. It makes one database and its owner for Keycloak, and one for the orders.
set -euo pipefail
for name in keycloak orders; do
  password=${name^^}_DB_PASSWORD
  psql --set ON_ERROR_STOP=1 --set name="$name" --set password="${!password:?}" --username postgres --no-psqlrc <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
