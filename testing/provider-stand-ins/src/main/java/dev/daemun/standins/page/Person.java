package dev.daemun.standins.page;

import java.util.Optional;

/** A user of the cast, as the sign-in page offers it. */
public record Person(String id, String name, Optional<String> email, String title) {}
