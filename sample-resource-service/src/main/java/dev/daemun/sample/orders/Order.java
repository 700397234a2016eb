package dev.daemun.sample.orders;

import java.time.Instant;
import java.util.UUID;

/**
 * An order.
 *
 * @param owner the {@code sub} of whoever made it
 */
record Order(UUID id, String owner, String item, int quantity, Instant createdAt) {}
