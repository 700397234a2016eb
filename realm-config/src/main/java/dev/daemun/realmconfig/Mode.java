package dev.daemun.realmconfig;

/** What the realm is for, which decides how strictly its variables are checked. */
public enum Mode {
    /** Real people: no demo users, no demo secrets, addresses over TLS. */
    PRODUCTION,
    /** One machine or a test: demo users are imported too, and demo secrets are allowed. */
    DEMO
}
