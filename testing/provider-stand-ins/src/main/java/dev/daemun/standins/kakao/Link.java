package dev.daemun.standins.kakao;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** That a user is connected to an app, and what was agreed to. */
record Link(Instant connectedAt, Set<String> agreed) {
    Link agreeing(Set<String> more) {
        Set<String> all = new LinkedHashSet<>(agreed);
        all.addAll(more);
        return new Link(connectedAt, all);
    }
}
