package dev.daemun.realmadmin;

/**
 * One thing in a realm that is unsafe or will break.
 *
 * @param where the object, such as {@code client sample-web-app}
 * @param reason what is wrong, and what comes of it
 * @param mend what to do
 */
public record Finding(String where, String reason, String mend) {}
