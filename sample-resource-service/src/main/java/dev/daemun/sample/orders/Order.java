package dev.daemun.sample.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * An order.
 *
 * @param owner the {@code sub} of whoever made it
 * @param ownerName the owner's name, for an order manager alone, where the identity events have said one; otherwise absent
 */
record Order(
        UUID id,
        String owner,
        @JsonInclude(JsonInclude.Include.NON_NULL) String ownerName,
        String item,
        int quantity,
        Instant createdAt) {}
