package dev.daemun.sample.members;

import java.time.Instant;

/**
 * Somebody who has an account.
 *
 * @param id the {@code sub} of their tokens
 * @param username null where the realm keeps personal data out of its events
 * @param lastSignedInAt null before the first sign-in
 */
record Member(
        String id,
        String username,
        String email,
        String firstName,
        String lastName,
        boolean enabled,
        Instant lastSignedInAt) {}
