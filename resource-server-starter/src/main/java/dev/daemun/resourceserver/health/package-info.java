/** Says by health and readiness whether tokens can be verified. */
package dev.daemun.resourceserver.health;
