package dev.daemun.eventlog.capture;

/**
 * Who made a change, as far as Keycloak says so in the same transaction.
 *
 * @param by {@code user}, {@code admin} or {@code system}
 * @param userId the administrator's, else null
 */
record Actor(String by, String userId) {
    static final Actor SYSTEM = new Actor("system", null);
    static final Actor USER = new Actor("user", null);

    static Actor admin(String userId) {
        return new Actor("admin", userId);
    }
}
