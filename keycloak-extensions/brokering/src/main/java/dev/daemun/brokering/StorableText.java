package dev.daemun.brokering;

import java.util.regex.Pattern;

/** Texts of a provider in a form that Keycloak accepts and every database stores. */
public final class StorableText {
    /** Keycloak's {@code PersonNameProhibitedCharactersValidator}, and halves of characters, which no database stores. */
    private static final String NO_NAME_HAS = "[<>&\"\\v$%!#?§;*~/\\\\|^=\\[\\]{}()\\p{Cntrl}\\p{Cs}]";

    private static final Pattern NO_ADDRESS_HAS = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    /** As long as Keycloak stores a name or an address. */
    private static final int LONGEST = 255;

    private StorableText() {}

    /**
     * A name without what Keycloak allows in none, or null when nothing is left. Providers allow names such as "민수~!", for which
     * Keycloak would stop the sign-in and ask for another one.
     */
    public static String name(String written) {
        String name = written == null ? "" : written.replaceAll(NO_NAME_HAS, "").strip();
        if (name.length() <= LONGEST) {
            return name.isEmpty() ? null : name;
        }
        // Not through the middle of a character.
        return name.substring(0, Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    /** An e-mail address as it is, or null when it can't be stored. */
    public static String address(String email) {
        boolean storable = email != null
                && !email.isBlank()
                && email.length() <= LONGEST
                && !NO_ADDRESS_HAS.matcher(email).find();
        return storable ? email : null;
    }
}
