/** The servlet face: the filter chain and the standard answers. */
package dev.daemun.resourceserver.servlet;
