package dev.daemun.eventlog.capture;

import org.keycloak.models.RealmModel;

/**
 * What a realm's settings allow, of which a change may end access that somebody has.
 *
 * @param organizations whether they are switched on: without them, users whom an organization manages count as disabled
 */
record RealmLimits(Lifetimes lifetimes, boolean organizations) {
    static RealmLimits of(RealmModel realm) {
        return new RealmLimits(Lifetimes.of(realm), realm.isOrganizationsEnabled());
    }

    boolean areNarrowerThan(RealmLimits before) {
        return lifetimes.areShorterThan(before.lifetimes) || (before.organizations && !organizations);
    }
}
