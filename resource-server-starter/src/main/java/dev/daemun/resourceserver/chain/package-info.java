/** Which filter chains an application has built itself, and whether on the starter's: free of servlets and of Reactor. */
package dev.daemun.resourceserver.chain;
