package dev.daemun.upstreamsignals.consequence;

import java.util.Locale;

/** What became of one event, as the metric counts it. */
public enum Outcome {
    /** Its consequence was carried out. */
    DONE,
    /** Nobody here has a link to that account. */
    NO_ACCOUNT,
    /** Its type is unknown here. */
    UNKNOWN_TYPE,
    /** It names the account in a way that is unknown here. */
    UNKNOWN_SUBJECT,
    /** The same token was received before. */
    REPEATED,
    /** It is too old, or something later is known already. */
    OLD,
    /** The token was not believed. */
    REFUSED;

    /** Its name in the metric, such as {@code no-account}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
