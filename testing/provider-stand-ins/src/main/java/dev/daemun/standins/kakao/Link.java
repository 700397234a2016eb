package dev.daemun.standins.kakao;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A user's connection to an app, with the consent items that the user agreed to. */
record Link(Instant connectedAt, Set<String> agreed) {
    Link agreeing(Set<String> more) {
        Set<String> all = new LinkedHashSet<>(agreed);
        all.addAll(more);
        return new Link(connectedAt, all);
    }
}
