package dev.daemun.realmconfig;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The environment variables of the realm. The end of a name, such as {@code _SECRET}, decides how its value is checked. */
record Variables(Map<String, String> environment, Mode mode) {
    private static final int SHORTEST_SECRET = 16;
    private static final String DEMO_PREFIX = "demo-";
    private static final String STAND_IN_PREFIX = "stand-in-";
    private static final Set<String> SIGNATURE_ALGORITHMS = Set.of("ES256", "RS256");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern ISSUED = Pattern.compile("DAEMUN_((KAKAO|NAVER|GOOGLE|APPLE|SMTP)_.*|.*_PROVIDER_.*)");
    private static final Pattern EXAMPLE =
            Pattern.compile("change.?(me|it)|example|placeholder", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET = Pattern.compile(".*_(SECRET|PASSWORD|KEY)");

    /** Whether a stand-in plays the provider that this client id is for. */
    boolean isStandIn(String clientId) {
        return environment.getOrDefault(clientId, "").startsWith(STAND_IN_PREFIX);
    }

    String value(String name, String defaultValue) throws UnfitVariableException {
        String value = environment.get(name);
        // Compose hands on a variable that nobody has set as an empty one.
        if (defaultValue != null && (value == null || value.isBlank())) {
            value = defaultValue;
            if (value.isEmpty()) {
                return "";
            }
        }
        if (value == null) {
            throw new UnfitVariableException(name, "is not set: set it to " + wanted(name) + ".");
        }
        if (value.isBlank()) {
            throw new UnfitVariableException(name, "is empty: set it to " + wanted(name) + ".");
        }
        if (value.startsWith("${")) {
            throw new UnfitVariableException(
                    name, "holds a placeholder that was not filled in: set it to " + wanted(name) + ".");
        }
        if (value.startsWith("$(") || value.startsWith("`")) {
            // A file of variables is read by no shell, so that everybody who reads the instructions would know the
            // value.
            throw new UnfitVariableException(
                    name, "holds a command that was not carried out: set it to " + wanted(name) + ".");
        }
        if (mode == Mode.PRODUCTION && value.startsWith(STAND_IN_PREFIX)) {
            throw new UnfitVariableException(
                    name, "belongs to a stand-in, at which everyone can sign in: set it to " + wanted(name) + ".");
        }
        if (isSecret(name)) {
            checkSecret(name, value);
        } else if (name.endsWith("_URL")) {
            checkAddress(name, value);
        } else if (name.endsWith("_FILE") && !value.startsWith("/")) {
            throw new UnfitVariableException(name, "is no absolute path: set it to " + wanted(name) + ".");
        } else if (name.equals("DAEMUN_SIGNATURE_ALGORITHM") && !SIGNATURE_ALGORITHMS.contains(value)) {
            throw new UnfitVariableException(name, "must be ES256 or RS256.");
        }
        return value;
    }

    private void checkSecret(String name, String value) throws UnfitVariableException {
        if (mode == Mode.DEMO) {
            return;
        }
        if (value.startsWith(DEMO_PREFIX)) {
            throw new UnfitVariableException(
                    name, "is a demo secret, which everyone knows: set it to " + wanted(name) + ".");
        }
        if (EXAMPLE.matcher(value).find()) {
            throw new UnfitVariableException(name, "is an example: set it to " + wanted(name) + ".");
        }
        if (value.length() < SHORTEST_SECRET && !isIssued(name)) {
            throw new UnfitVariableException(name, "is too short: set it to " + wanted(name) + ".");
        }
    }

    private void checkAddress(String name, String value) throws UnfitVariableException {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            throw new UnfitVariableException(name, "is no address: set it to " + wanted(name) + ".");
        }
        boolean plain = uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null
                && !value.endsWith("/")
                && !value.contains("*");
        boolean encrypted = "https".equals(uri.getScheme());
        boolean allowedInClear =
                "http".equals(uri.getScheme()) && (mode == Mode.DEMO || LOOPBACK.contains(uri.getHost()));
        if (!plain || !(encrypted || allowedInClear)) {
            throw new UnfitVariableException(
                    name, "is no address that people may be sent back to: set it to " + wanted(name) + ".");
        }
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** Whether a provider issues the value, so that we can't ask for a longer one. */
    private static boolean isIssued(String name) {
        return ISSUED.matcher(name).matches();
    }

    private static String wanted(String name) {
        if (name.endsWith("_FILE")) {
            return "the absolute path of a file that Keycloak can read";
        }
        if (isIssued(name)) {
            return "the value that its provider has issued";
        }
        if (isSecret(name)) {
            return "a random value of at least " + SHORTEST_SECRET
                    + " characters, such as `openssl rand -base64 32` gives";
        }
        if (name.endsWith("_URL")) {
            return "an https address without a slash at its end, such as https://shop.example.com";
        }
        return "a value";
    }
}
