/** A native provider for signatures, where one is on the class path. */
package dev.daemun.resourceserver.crypto;
