package dev.daemun.resourceserver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which header names and values Spring Security's firewalls let through. They try each character of each by a regular
 * expression, and an access token is a thousand: that costs more than all the rest of verifying one that was seen before.
 */
public final class HeaderValues {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private HeaderValues() {}

    /** Gives the same result as the rule, which it evaluates only for values that are not plain printable ASCII. */
    public static Predicate<String> asAllowedBy(Predicate<String> rule) {
        return value -> isPrintableAscii(value) || rule.test(value);
    }

    /** False for null, which WebFlux passes for a header that is not there. */
    private static boolean isPrintableAscii(@Nullable String value) {
        if (value == null) {
            return false;
        }
        byte[] characters = value.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        for (; at <= characters.length - Long.BYTES; at += Long.BYTES) {
            if (!arePrintableAscii((long) EIGHT_BYTES.get(characters, at))) {
                return false;
            }
        }
        // Those beyond ASCII are negative.
        for (; at < characters.length; at++) {
            if (characters[at] < ' ' || characters[at] > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether all of eight bytes are between space and tilde. A byte beyond ASCII has its highest bit set. Of the others, those before the space
     * are the ones in which neither of the next two bits is set, and the one behind the tilde is the only one that sets the highest bit when one is added.
     */
    private static boolean arePrintableAscii(long bytes) {
        long fromSpace = (bytes << 1) | (bytes << 2);
        return ((bytes | ~fromSpace | (bytes + ONES)) & HIGHEST_BITS) == 0;
    }
}
