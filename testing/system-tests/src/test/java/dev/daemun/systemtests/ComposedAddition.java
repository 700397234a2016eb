package dev.daemun.systemtests;

import java.io.IOException;
import java.nio.file.Path;

/** What tests add to the platform of {@code docker-compose.yml}; all else is as production has it. */
interface ComposedAddition extends AutoCloseable {
    /** The name of the platform and its subnet, so that it runs beside others. */
    Place place();

    /**
     * Lines for the settings file; of two for one setting the last one counts.
     *
     * @param idUrl Keycloak's address, as a browser sees it
     */
    String settings(String idUrl);

    /** Writes a file for Compose, which is read after the others. */
    Path writeOverride(Path directory) throws IOException;

    @Override
    void close();

    /** Where a composed platform lives, beside others. */
    enum Place {
        /** Of the tests that start and end it themselves. */
        OWN("composed", "10.201.232.0/24"),
        /** Of the one that is shared by all tests of a run. */
        SHARED("composed-shared", "10.201.233.0/24");

        final String directory;
        final String subnet;

        Place(String directory, String subnet) {
            this.directory = directory;
            this.subnet = subnet;
        }
    }
}
