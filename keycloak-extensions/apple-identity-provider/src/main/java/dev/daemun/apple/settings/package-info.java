/** The settings of an Apple provider, and the client secret that they lead to. */
package dev.daemun.apple.settings;
