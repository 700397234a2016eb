/**
 * The check of a call for a gateway that is not ours: nginx, Caddy, Traefik, Envoy. It asks at each call whether it may pass the call
 * on, and this service, which knows keys and withdrawals, answers 200 with what to tell the service behind, 401 or 403.
 */
package dev.daemun.resourceserver.authorize;
