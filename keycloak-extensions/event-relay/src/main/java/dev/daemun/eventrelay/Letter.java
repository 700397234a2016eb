package dev.daemun.eventrelay;

/**
 * An event as it goes out.
 *
 * @param id of the event, the same each time it is sent
 * @param key events of one key stay in order
 * @param json the event as a CloudEvent in JSON
 */
public record Letter(String id, String key, String json) {}
