package dev.daemun.resourceserver.issuer;

import java.net.URI;

/**
 * A whole answer.
 *
 * @param address where it came from, without a query
 * @param status of HTTP
 * @param body all of it
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
public record Answer(URI address, int status, byte[] body) {}
