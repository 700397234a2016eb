package dev.daemun.resourceserver.issuer;

import java.net.URI;

/**
 * An answer.
 *
 * @param address where it came from, without a query
 * @param status of HTTP
 * @param body all of it, or its beginning
 * @param whole whether it is all of it
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
public record Answer(URI address, int status, byte[] body, boolean whole) {}
