package dev.daemun.resourceserver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Stops the start on a Spring Boot that is too old, before the first class that it lacks is looked for. It uses only what has been in
 * Spring Boot for many versions.
 */
final class SupportedSpringBoot implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Pattern MAJOR_AND_MINOR = Pattern.compile("(\\d+)\\.(\\d+)\\..*");
    private static final int MAJOR = 4;
    private static final int MINOR = 1;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(SpringBootVersion.getVersion());
    }

    /** Passes what it can't read: a version that cannot be told is not known to be too old. */
    static void check(@Nullable String version) {
        Matcher parts = MAJOR_AND_MINOR.matcher(String.valueOf(version));
        if (!parts.matches()) {
            return;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new InvalidConfigurationException(
                    "Spring Boot",
                    version + " is too old for resource-server-starter: use " + MAJOR + "." + MINOR
                            + " or newer, or remove the starter and check tokens by Spring Security's own resource server.");
        }
    }
}
