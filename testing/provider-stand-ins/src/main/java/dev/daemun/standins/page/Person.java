package dev.daemun.standins.page;

import java.util.Optional;

/** One of the cast, as offered on the sign-in page. */
public record Person(String id, String name, Optional<String> email, String title) {}
