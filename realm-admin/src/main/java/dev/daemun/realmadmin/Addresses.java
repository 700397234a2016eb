package dev.daemun.realmadmin;

import java.util.regex.Pattern;

/** What addresses give away. */
final class Addresses {
    private static final Pattern THIS_MACHINE = Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?");

    private Addresses() {}

    /** Whether it leads over a network without TLS. */
    static boolean isInClear(String address) {
        return address.startsWith("http://") && !THIS_MACHINE.matcher(address).matches();
    }
}
