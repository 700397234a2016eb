package dev.daemun.sample.members;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What an event says about a user; all but {@code enabled} is null where the realm keeps personal data out of its events.
 *
 * @param enabled whether the user may sign in
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Profile(boolean enabled, String username, String email, String firstName, String lastName) {}
