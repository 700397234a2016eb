/**
 * What a service needs to trust the access tokens of an issuer, free of servlets and of Reactor: which tokens are accepted, whose keys
 * verify them, and what authorities they give.
 */
package dev.daemun.resourceserver;
