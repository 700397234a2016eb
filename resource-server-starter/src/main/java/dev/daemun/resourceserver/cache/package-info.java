/** Tokens that were verified a moment ago, so that they need no second signature check. */
package dev.daemun.resourceserver.cache;
