/** The reactive face: the web filter chain and the standard answers, for WebFlux and Spring Cloud Gateway. */
package dev.daemun.resourceserver.reactive;
