package dev.daemun.systemtests;

import java.io.IOException;
import java.nio.file.Path;

/** The settings that tests add to the platform of {@code docker-compose.yml}; all others are those of production. */
interface ComposedAddition extends AutoCloseable {
    /** The platform's name and subnet, so that it can run beside others. */
    Place place();

    /**
     * Lines for the settings file. If a setting occurs twice, its last line counts.
     *
     * @param idUrl Keycloak's address for browsers
     */
    String settings(String idUrl);

    /** Writes a Compose file, which is read after the others and so overrides them. */
    Path writeOverride(Path directory) throws IOException;

    @Override
    void close();

    /** The name and the network of one platform, so that several can run on one machine. */
    enum Place {
        /** For tests that start and stop the platform themselves. */
        OWN("composed", "10.201.232.0/24"),
        /** For the platform that all tests of a run share. */
        SHARED("composed-shared", "10.201.233.0/24");

        final String directory;
        final String subnet;

        Place(String directory, String subnet) {
            this.directory = directory;
            this.subnet = subnet;
        }
    }
}
