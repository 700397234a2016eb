/** The issuer's public keys: fetched when first needed, cached, kept while the issuer is away. */
package dev.daemun.resourceserver.keys;
