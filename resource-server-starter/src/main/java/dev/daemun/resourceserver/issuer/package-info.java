/** How this service asks its issuer over HTTP, and how it logs what fails: bounded in time and size, each kind of failure once. */
package dev.daemun.resourceserver.issuer;
