#!/usr/bin/env bash
# Run by the database's image when its volume is empty: a database and an owner for Keycloak, and for the orders.
set -euo pipefail
for name in keycloak orders; do
  password=${name^^}_DB_PASSWORD
  psql --set ON_ERROR_STOP=1 --set name="$name" --set password="${!password:?}" --username postgres --no-psqlrc <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
